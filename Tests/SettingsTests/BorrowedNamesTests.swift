import Failures
import Redaction
import Settings
import Testing

@Suite("Names of other tools")
struct BorrowedNamesTests {
    @Test(
        "the names of the DashScope SDK and the AWS tools are taken",
        arguments: [
            ("DASHSCOPE_API_KEY", "sk-1", \Settings.studio.apiKey?.revealed, "sk-1"),
            (
                "DASHSCOPE_HTTP_BASE_URL", "https://a.example/api/v1", \.studio.endpoint?.text,
                "https://a.example/api/v1"
            ),
            ("DASHSCOPE_WORKSPACE_ID", "ws", \.studio.workspaceID, "ws"),
            ("DASHSCOPE_WORKSPACE", "ws", \.studio.workspaceID, "ws"),
            ("DASHSCOPE_REGION", "cn-beijing", \.studio.region.optionalID, "cn-beijing"),
            ("AWS_REGION", "eu-west-1", \.storage.region, "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1", \.storage.region, "eu-west-1"),
            ("AWS_ENDPOINT_URL_S3", "https://a.example", \.storage.endpoint?.text, "https://a.example"),
            ("AWS_ENDPOINT_URL", "https://a.example", \.storage.endpoint?.text, "https://a.example"),
            ("AWS_CA_BUNDLE", "/ca.pem", \.storage.caBundle, "/ca.pem"),
        ] as [(String, String, any KeyPath<Settings, String?> & Sendable, String)])
    func names(name: String, value: String, property: any KeyPath<Settings, String?> & Sendable, expected: String)
        throws
    {
        let settings = try Settings.load(from: sources(environment: [name: value]))
        #expect(settings[keyPath: property] == expected)
    }

    @Test(
        "of two names the more special wins",
        arguments: [
            ("DASHSCOPE_WORKSPACE_ID", "DASHSCOPE_WORKSPACE", \Settings.studio.workspaceID),
            ("AWS_REGION", "AWS_DEFAULT_REGION", \.storage.region),
        ] as [(String, String, any KeyPath<Settings, String?> & Sendable)])
    func order(first: String, second: String, property: any KeyPath<Settings, String?> & Sendable) throws {
        let settings = try Settings.load(from: sources(environment: [first: "one", second: "two"]))
        #expect(settings[keyPath: property] == "one")
    }

    @Test("the file and keepreel's own names win over them")
    func weakest() throws {
        let environment = [
            "AWS_REGION": "aws", "DASHSCOPE_API_KEY": "sk-borrowed", "KEEPREEL_STUDIO_API_KEY": "sk-own",
        ]
        let settings = try Settings.load(from: sources(yaml("storage.region", "file"), environment: environment))
        #expect(settings.storage.region == "file")
        #expect(settings.studio.apiKey?.reveal() == "sk-own")
    }

    @Test("region and endpoint of AWS are nothing to an OSS bucket, its certificates are")
    func dialect() throws {
        let environment = [
            "AWS_REGION": "aws", "AWS_ENDPOINT_URL": "https://a.example", "AWS_CA_BUNDLE": "/ca.pem",
            "KEEPREEL_STORAGE_URL": "oss://bucket",
        ]
        let settings = try Settings.load(from: sources(environment: environment))
        #expect(settings.storage.region == nil)
        #expect(settings.storage.endpoint == nil)
        #expect(settings.storage.caBundle == "/ca.pem")
    }

    @Test("the region of ossutil is one for an OSS bucket, and nothing to others", arguments: ["oss", "s3"])
    func regionOfOSS(dialect: String) throws {
        let environment = ["OSS_REGION": "cn-beijing", "KEEPREEL_STORAGE_URL": "\(dialect)://bucket"]
        let settings = try Settings.load(from: sources(environment: environment))
        #expect(settings.storage.region == (dialect == "oss" ? "cn-beijing" : nil))
    }

    @Test("the API key comes from the variable, else the named file, else the SDK's file")
    func keyFiles() throws {
        let files = [
            "/run/key": TextFile(text: " sk-named\n"), "/home/reel/.dashscope/api_key": TextFile(text: "sk-home\n"),
        ]
        let load = { (environment: [String: String]) throws(Failure) in
            try Settings.load(from: sources(environment: environment, files: files)).studio.apiKey?.reveal()
        }
        #expect(try load(["DASHSCOPE_API_KEY": "sk-1", "DASHSCOPE_API_KEY_FILE_PATH": "/run/key"]) == "sk-1")
        #expect(try load(["DASHSCOPE_API_KEY": "", "DASHSCOPE_API_KEY_FILE_PATH": "/run/key"]) == "sk-named")
        #expect(try load([:]) == "sk-home")
        #expect(try Settings.load(from: sources()).studio.apiKey == nil)
    }

    @Test("a named key file that is missing or empty is a problem, unless the key is given otherwise")
    func missingKeyFile() {
        let files = ["/run/empty": TextFile(text: "\n")]
        for (path, message) in [("/run/none", "does not exist"), ("/run/empty", "is empty")] {
            var environment = ["DASHSCOPE_API_KEY_FILE_PATH": path]
            let problems = Settings.check(from: sources(environment: environment, files: files)).problems
            #expect(problems.map(\.message) == ["the file '\(path)' \(message)"])
            #expect(problems.map(\.place) == ["environment variable DASHSCOPE_API_KEY_FILE_PATH"])
            environment["KEEPREEL_STUDIO_API_KEY"] = "sk-1"
            #expect(Settings.check(from: sources(environment: environment, files: files)).problems == [])
        }
    }

    @Test("a missing key file hides no other problem")
    func together() {
        let environment = ["DASHSCOPE_API_KEY_FILE_PATH": "/run/none", "AWS_ENDPOINT_URL": "nowhere"]
        let problems = Settings.check(from: sources(environment: environment)).problems
        #expect(problems.map(\.path) == ["studio.apiKey", "storage.endpoint"])
    }

    @Test("a key that is no key is a problem that does not show it")
    func badKey() {
        let files = ["/home/reel/.dashscope/api_key": TextFile(text: "sk-hush\nsk-more\n")]
        let problems = Settings.check(from: sources(files: files)).problems
        #expect(problems.map(\.place) == ["/home/reel/.dashscope/api_key"])
        #expect(problems.map(\.message) == ["the value holds a control character"])
    }
}

extension Secret {
    /// The value as a property, for key paths.
    fileprivate var revealed: String? { reveal() }
}

extension StudioRegion {
    /// The id as a property that may be absent, for key paths.
    fileprivate var optionalID: String? { id }
}
