import Credentials
import Failures
import Redaction
import Testing

@Suite("Keys in variables and in the AWS tools' files")
struct PlainKeysTests {
    private static let credentials = """
        [default]
        aws_access_key_id = FILE
        aws_secret_access_key = file-secret

        [work]
        aws_access_key_id = WORK
        aws_secret_access_key = work-secret
        aws_session_token = work-token
        """

    private static let config = """
        [default]
        region = eu-central-1
        aws_access_key_id = CONFIG
        aws_secret_access_key = config-secret

        [profile lab]
        aws_access_key_id = LAB
        aws_secret_access_key = lab-secret

        [work]
        aws_access_key_id = WRONG
        aws_secret_access_key = wrong
        """

    private static let files = [
        "/home/reel/.aws/credentials": credentials, "/home/reel/.aws/config": config,
        "/run/creds": "[default]\naws_access_key_id=RUN\naws_secret_access_key=run-secret\n",
        "/home/reel/cfg": "[profile default]\naws_access_key_id=CFG\naws_secret_access_key=cfg-secret\n",
    ]
    private static let keys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "env-secret"]

    private func resolve(
        _ environment: [String: String], profile: String? = nil, files: [String: String] = files
    ) async throws(Failure) -> AccessKey {
        try await Machine(environment: environment, files: files).s3(profile: profile)
    }

    @Test(
        "the first source that knows keys is taken",
        arguments: [
            (keys, nil, "ENV", "the environment"),
            (keys.merging(["AWS_PROFILE": "work"]) { $1 }, nil, "ENV", "the environment"),
            (keys, "work", "WORK", "~/.aws/credentials [work]"),
            ([:], nil, "FILE", "~/.aws/credentials [default]"),
            (["AWS_PROFILE": "work"], nil, "WORK", "~/.aws/credentials [work]"),
            (["AWS_PROFILE": "work"], "lab", "LAB", "~/.aws/config [lab]"),
            (["AWS_PROFILE": "lab"], nil, "LAB", "~/.aws/config [lab]"),
            (["AWS_PROFILE": "work", "AWS_DEFAULT_PROFILE": "lab"], nil, "LAB", "~/.aws/config [lab]"),
            (["AWS_SHARED_CREDENTIALS_FILE": "/run/creds"], nil, "RUN", "/run/creds [default]"),
            (["AWS_SHARED_CREDENTIALS_FILE": "/none"], nil, "CONFIG", "~/.aws/config [default]"),
            (
                ["AWS_SHARED_CREDENTIALS_FILE": "/none", "AWS_CONFIG_FILE": "~/cfg"], nil, "CFG", "~/cfg [default]"
            ),
            (["AWS_ACCESS_KEY_ID": " ", "AWS_SECRET_ACCESS_KEY": ""], nil, "FILE", "~/.aws/credentials [default]"),
        ] as [([String: String], String?, String, String)])
    func order(environment: [String: String], profile: String?, id: String, origin: String) async throws {
        let key = try await resolve(environment, profile: profile)
        #expect(key.id == id)
        #expect(key.secret == Secret("\(id.lowercased())-secret"))
        #expect(key.origin == origin)
    }

    @Test(
        "a session token comes along, by its old name too, which wins as in botocore",
        arguments: [
            (["AWS_SESSION_TOKEN": "new"], "new"), (["AWS_SECURITY_TOKEN": "old"], "old"),
            (["AWS_SESSION_TOKEN": "new", "AWS_SECURITY_TOKEN": "old"], "old"), (["AWS_SESSION_TOKEN": ""], nil),
        ] as [([String: String], String?)])
    func tokens(environment: [String: String], token: String?) async throws {
        let key = try await resolve(Self.keys.merging(environment) { $1 })
        #expect(key.sessionToken == token.map { Secret($0) })
        #expect(try await resolve(["AWS_PROFILE": "work"]).sessionToken == Secret("work-token"))
    }

    @Test("white space and line ends around a value are no part of it")
    func trims() async throws {
        let key = try await resolve(["AWS_ACCESS_KEY_ID": " ID\r\n", "AWS_SECRET_ACCESS_KEY": "\tsecret\n"])
        #expect(key.id == "ID")
        #expect(key.secret == Secret("secret"))
    }

    @Test(
        "half a pair is refused and the missing half named, instead of going on",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "ENV"], "the environment has AWS_ACCESS_KEY_ID but no AWS_SECRET_ACCESS_KEY"),
            (["AWS_SECRET_ACCESS_KEY": "hush"], "the environment has AWS_SECRET_ACCESS_KEY but no AWS_ACCESS_KEY_ID"),
            (
                ["AWS_SHARED_CREDENTIALS_FILE": "/half"],
                "/half [default] has aws_access_key_id but no aws_secret_access_key"
            ),
        ])
    func halves(environment: [String: String], message: String) async {
        let files = ["/half": "[default]\naws_access_key_id = ID\naws_secret_access_key =\n"]
        let failure = await #expect(throws: Failure.self) { try await resolve(environment, files: files) }
        #expect(failure?.code == "storage.half-credentials")
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.message == message)
        #expect(failure?.description.contains("hush") == false)
    }

    @Test(
        "a value that would break a header is refused and not repeated",
        arguments: [
            ("AWS_ACCESS_KEY_ID", "I\nD"), ("AWS_SECRET_ACCESS_KEY", "hu\u{0}sh"), ("AWS_SECRET_ACCESS_KEY", "hu sh"),
            ("AWS_SESSION_TOKEN", "hu\r\nsh"), ("AWS_SESSION_TOKEN", "husché"),
        ])
    func controlCharacters(name: String, value: String) async {
        let failure = await #expect(throws: Failure.self) { try await resolve(Self.keys.merging([name: value]) { $1 }) }
        #expect(failure?.code == "storage.bad-credentials")
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.message.hasSuffix("inside \(name)") == true)
        #expect(failure?.description.contains("hu") == false)
    }

    @Test("a profile that no file knows is refused by name")
    func unknownProfile() async {
        let failure = await #expect(throws: Failure.self) { try await resolve(["AWS_PROFILE": "typo"]) }
        #expect(failure?.code == "storage.unknown-profile")
        #expect(failure?.message == "no AWS profile is named 'typo'")
    }

    @Test("where nothing is found, the failure says what to set")
    func nothing() async {
        let failure = await #expect(throws: Failure.self) { try await resolve([:], files: [:]) }
        #expect(failure?.code == "storage.no-credentials")
        #expect(failure?.disposition == .stop(.credentials))
        for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "~/.aws/credentials"] {
            #expect(failure?.remedy?.contains(name) == true)
        }
    }

    @Test("a profile without keys is no profile with keys")
    func profileWithoutKeys() async {
        let files = ["/home/reel/.aws/config": "[profile empty]\nregion = eu-central-1\n"]
        let failure = await #expect(throws: Failure.self) { try await resolve(["AWS_PROFILE": "empty"], files: files) }
        #expect(failure?.code == "storage.no-credentials")
    }

    @Test("a file that cannot be read stops the search")
    func unreadable() async {
        var sources = Machine().sources
        sources.readFile = { (_) throws(Failure) in
            throw Failure("config.unreadable", "is a folder", disposition: .stop(.configuration))
        }
        let failure = await #expect(throws: Failure.self) { try await CredentialChain.s3().resolve(in: sources) }
        #expect(failure?.code == "config.unreadable")
        #expect(failure?.message == "~/.aws/credentials: is a folder")
    }

    @Test("printing a key shows no secret")
    func printing() async throws {
        let text = "\(try await resolve(["AWS_PROFILE": "work"]))"
        #expect(!text.contains("work-secret"))
        #expect(!text.contains("work-token"))
    }
}
