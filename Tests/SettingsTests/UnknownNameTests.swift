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
