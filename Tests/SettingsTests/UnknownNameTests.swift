import Settings
import Testing

@Suite("Unknown names")
struct UnknownNameTests {
    @Test(
        "an unknown key gets the nearest known one",
        arguments: [
            ("studio.apikey", "did you mean 'studio.apiKey'?"),
            ("studio.api_key", "did you mean 'studio.apiKey'?"),
            ("studio.regoin", "did you mean 'studio.region'?"),
            ("storage.uri", "did you mean 'storage.url'?"),
            ("storage.storageclas", "did you mean 'storage.storageClass'?"),
            ("storage.payload-signing", "did you mean 'storage.payloadSigning'?"),
            ("transfer.partsize", "did you mean 'transfer.partSize'?"),
            ("transfer.concurency", "did you mean 'transfer.concurrency'?"),
            ("links.baseUrl", "did you mean 'links.baseURL'?"),
            ("storage.ping", "did you mean 'notify.ping'?"),
            ("storage.retries", "did you mean 'transfer.retries'?"),
            ("manifest.database", "known in 'manifest' are path"),
        ])
    func keys(path: String, remedy: String) throws {
        let problem = try #require(onlyProblem(yaml(path, "secret-value")))
        #expect(problem.path == path)
        #expect(problem.place == "/srv/keepreel.yaml:2:3")
        #expect(problem.message == "this key is not known")
        #expect(problem.remedy == remedy)
    }

    @Test(
        "names of other tools get what stands for them here",
        arguments: [
            ("storage.accessKeyId", "AWS_ACCESS_KEY_ID"), ("storage.secretKey", "OSS_ACCESS_KEY_SECRET"),
            ("storage.access_key", "~/.aws/credentials"), ("storage.bucket", "storage.url: s3://BUCKET/PREFIX"),
            ("storage.prefix", "storage.url: s3://BUCKET/PREFIX"), ("studio.key", "'studio.apiKey'"),
        ])
    func foreign(path: String, advice: String) throws {
        let problem = try #require(onlyProblem(yaml(path, "secret-value")))
        #expect(problem.remedy?.contains(advice) == true, "\(problem)")
        let isCredential = advice.contains("AWS") || advice.contains("OSS") || advice.contains("aws")
        #expect(
            problem.message == (isCredential ? "credentials do not stand in the settings" : "this key is not known"))
        let name = "KEEPREEL_STORAGE_ACCESS_KEY_ID"
        let variable = try #require(Settings.check(from: sources(environment: [name: "x"])).problems.first)
        #expect(variable.message == "credentials do not stand in the settings")
    }

    @Test(
        "a canned ACL that is nearly a known one is a slip, another is somebody's own",
        arguments: [
            ("publik-read", "did you mean 'public-read'?"), ("Public-Read", "did you mean 'public-read'?"),
            ("bucket-owner-ful-control", "did you mean 'bucket-owner-full-control'?"), ("public-read", nil),
            ("public-read-write-delivered", nil), ("company-wide", nil),
        ] as [(String, String?)])
    func acl(value: String, remedy: String?) {
        let problems = Settings.check(from: sources(yaml("storage.acl", value))).problems
        #expect(problems.map(\.remedy) == (remedy.map { [$0] } ?? []))
    }

    @Test(
        "an unknown section gets the nearest known one, or the place of the key",
        arguments: [
            ("storrage", "did you mean 'storage'?"), ("Studio", "did you mean 'studio'?"),
            ("url", "put it below 'storage:'"), ("region", "put it below 'studio:' or 'storage:'"),
            ("storage.url", "put 'url' below 'storage:'"),
            ("bandwith", "known are studio, discover, storage, links, manifest, transfer, notify"),
        ])
    func sections(name: String, remedy: String) throws {
        let problem = try #require(onlyProblem("\(name): x\n"))
        #expect(problem.path == name)
        #expect(problem.message == "this section is not known")
        #expect(problem.remedy == remedy)
    }

    @Test(
        "an unknown variable gets the nearest known one",
        arguments: [
            ("KEEPREEL_STUDIO_APIKEY", "did you mean KEEPREEL_STUDIO_API_KEY?"),
            ("KEEPREEL_STORAGE_URI", "did you mean KEEPREEL_STORAGE_URL?"),
            ("KEEPREEL_CONFG", "did you mean KEEPREEL_CONFIG?"),
            ("KEEPREEL_X", "unset it, or see 'keepreel config init' for the known keys"),
        ])
    func variables(name: String, remedy: String) throws {
        let environment = [name: "x", "PATH": "/bin", "keepreel_x": "y"]
        let problems = Settings.check(from: sources(environment: environment)).problems
        #expect(problems.count == 1)
        let problem = try #require(problems.first)
        #expect(problem.place == "environment variable \(name)")
        #expect(problem.message == "this name is not known")
        #expect(problem.remedy == remedy)
    }

    @Test(
        "a misspelt choice gets the nearest",
        arguments: [
            ("storage.profile", "azure", nil), ("storage.profile", "mino", "minio"),
            ("studio.region", "singapur", "singapore"), ("storage.addressing", "paths", "path"),
        ] as [(String, String, String?)])
    func choices(path: String, value: String, near: String?) throws {
        let remedy = try #require(onlyProblem(yaml(path, value))?.remedy)
        if let near { #expect(remedy == "did you mean '\(near)'?") } else { #expect(remedy.hasPrefix("write one of ")) }
    }
}
