import Redaction
import Settings
import Testing

@Suite("Values of the keys")
struct SettingValuesTests {
    private static let full = """
        studio:
          region: beijing
          workspaceId: ws-abc
          endpoint: https://gateway.example.com/api/v1
          apiKey: sk-123
          queriesPerSecond: 0.5
        discover:
          enabled: off
          models: []
          window: 12h
        storage:
          url: oss://bucket/prefix
          endpoint: https://oss-cn-beijing.aliyuncs.com
          region: cn-beijing
          profile: oss
          addressing: virtual
          payloadSigning: signed
          key: "{task_id}.{ext}"
          acl: public-read
          storageClass: Standard
          cacheControl: public, max-age=31536000
          contentDisposition: 'inline; filename="a.mp4"'
          tags: {team: video, "cost:center": 42}
          metadata:
            Project: demo
          serverSideEncryption: KMS
          kmsKeyId: 9468da86-3509
          overwrite: true
          caBundle: certs/ca.pem
        links:
          baseURL: https://videos.example.com/v/
        manifest:
          path: ~/reel.sqlite
        transfer:
          concurrency: 2
          partSize: 100KiB
          partsPerVideo: 1
          bandwidth: 20MiB/s
          stallTimeout: 1m
          retries: 0
          allowPrivateSources: true
        notify:
          ping: https://hc-ping.com/uuid
          metricsFile: ./keepreel.prom
          onArchived: /usr/local/bin/hook --now
          onLost: lost
          onAtRisk: risk
        """

    private static func expected() throws -> Settings {
        var settings = Settings()
        settings.studio.region = .beijing
        settings.studio.workspaceID = "ws-abc"
        settings.studio.endpoint = try WebAddress("https://gateway.example.com/api/v1")
        settings.studio.apiKey = Secret("sk-123")
        settings.studio.queriesPerSecond = 0.5
        settings.discover.enabled = false
        settings.discover.models = []
        settings.discover.window = .seconds(12 * 3600)
        settings.storage.url = try StorageLocation("oss://bucket/prefix")
        settings.storage.endpoint = try WebAddress("https://oss-cn-beijing.aliyuncs.com")
        settings.storage.region = "cn-beijing"
        settings.storage.profile = .oss
        settings.storage.addressing = .virtual
        settings.storage.payloadSigning = .signed
        settings.storage.key = try KeyTemplate("{task_id}.{ext}")
        settings.storage.acl = "public-read"
        settings.storage.storageClass = "Standard"
        settings.storage.cacheControl = "public, max-age=31536000"
        settings.storage.contentDisposition = "inline; filename=\"a.mp4\""
        settings.storage.tags = ["team": "video", "cost:center": "42"]
        settings.storage.metadata = ["project": "demo"]
        settings.storage.serverSideEncryption = "KMS"
        settings.storage.kmsKeyID = "9468da86-3509"
        settings.storage.caBundle = "/srv/certs/ca.pem"
        settings.links.baseURL = try WebAddress("https://videos.example.com/v")
        settings.manifest.path = "/home/reel/reel.sqlite"
        settings.transfer.concurrency = 2
        settings.transfer.partSize = ByteCount(bytes: 102_400)
        settings.transfer.partsPerVideo = 1
        settings.transfer.bandwidth = ByteCount(bytes: 20 << 20)
        settings.transfer.stallTimeout = .seconds(60)
        settings.transfer.retries = 0
        settings.transfer.allowPrivateSources = true
        settings.notify.ping = try WebAddress("https://hc-ping.com/uuid")
        settings.notify.metricsFile = "/srv/keepreel.prom"
        settings.notify.onArchived = "/usr/local/bin/hook --now"
        settings.notify.onLost = "lost"
        settings.notify.onAtRisk = "risk"
        return settings
    }

    @Test("a file that gives every key is read whole")
    func everyKey() throws {
        let report = Settings.check(from: sources(Self.full))
        #expect(report.problems == [])
        #expect(report.settings == (try Self.expected()))
        #expect(report.file == "/srv/keepreel.yaml")
    }

    @Test("an environment that gives every key is read whole")
    func everyVariable() throws {
        var environment: [String: String] = [:]
        for line in Self.full.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("    ") {
            let name = String(line.drop { $0 == " " }.prefix { $0 != ":" })
            let text = line.drop { $0 != ":" }.dropFirst(2)
            let key = SettingKey.all.filter { $0.path.hasSuffix(".\(name)") }
            for key in key where environment[key.environmentName] == nil {
                environment[key.environmentName] = text.filter { $0 != "'" }
            }
        }
        environment["KEEPREEL_STORAGE_ENDPOINT"] = "https://oss-cn-beijing.aliyuncs.com"
        environment["KEEPREEL_STORAGE_REGION"] = "cn-beijing"
        environment["KEEPREEL_STORAGE_KEY"] = "{task_id}.{ext}"
        environment["KEEPREEL_STORAGE_TAGS"] = "team=video, cost:center = 42"
        environment["KEEPREEL_STORAGE_METADATA"] = "Project=demo"
        let report = Settings.check(from: sources(environment: environment))
        #expect(report.problems == [])
        #expect(report.settings == (try Self.expected()))
    }

    @Test(
        "a value that a key does not take is a problem that says why",
        arguments: [
            ("studio.region", "mars", "'mars' is not known"),
            ("studio.workspaceId", "ws.abc/x", "'ws.abc/x' holds a character that does not belong there"),
            ("studio.workspaceId", "-ws", "'-ws' holds a character that does not belong there"),
            ("studio.queriesPerSecond", "0", "'0' is out of range"),
            ("studio.queriesPerSecond", "fast", "'fast' is no number"),
            ("studio.queriesPerSecond", "nan", "'nan' is no number"),
            ("discover.enabled", "maybe", "'maybe' is neither true nor false"),
            ("discover.models", "[\"a b\"]", "the value holds 'a b', which is no model name"),
            ("discover.models", "{a: b}", "the value is a mapping"),
            ("discover.models", "[[a]]", "the value holds more than plain text"),
            ("discover.window", "25h", "'25h' is out of range"),
            ("storage.url", "[a, b]", "the value is a list"),
            ("storage.url", "{a: b}", "the value is a mapping"),
            ("storage.acl", "public read", "'public read' holds a character that does not belong there"),
            ("storage.cacheControl", "\"a\\nb\"", "'a b' holds a control character"),
            ("storage.contentDisposition", "é", "'é' holds a character that no header holds"),
            ("storage.tags", "{a: 'b!'}", "the value holds the tag 'a' that no service takes"),
            ("storage.tags", "plain", "'plain' holds an item without '='"),
            ("storage.tags", "a=1,a=2", "'a=1,a=2' holds 'a' twice"),
            ("storage.metadata", "{task-id: x}", "the value holds 'task-id', which keepreel writes itself"),
            ("storage.metadata", "{a_b: x}", "the value holds 'a_b' that fits no header"),
            ("storage.metadata", "{a: x, A: y}", "the value holds 'a' twice"),
            ("storage.overwrite", "1", "'1' is neither true nor false"),
            ("links.baseURL", "videos.example.com", "'videos.example.com' is no URL"),
            ("transfer.concurrency", "0", "'0' is out of range"),
            ("transfer.concurrency", "65", "'65' is out of range"),
            ("transfer.concurrency", "many", "'many' is no whole number"),
            ("transfer.partSize", "1KiB", "'1KiB' is out of range"),
            ("transfer.partSize", "6GiB", "'6GiB' is out of range"),
            ("transfer.bandwidth", "fast", "'fast' is no size"),
            ("transfer.stallTimeout", "0", "'0' is out of range"),
            ("transfer.retries", "-1", "'-1' is out of range"),
            ("notify.onLost", "\"a\\0b\"", "'a b' holds a control character"),
        ])
    func refuses(path: String, value: String, message: String) throws {
        let problem = try #require(onlyProblem(yaml(path, value)))
        #expect(problem.path == path)
        #expect(problem.place == "/srv/keepreel.yaml:2:\(path.drop { $0 != "." }.count + 4)")
        #expect(problem.message == message)
        #expect(problem.remedy != nil)
    }

    @Test("too many tags and too much metadata are refused")
    func limits() throws {
        let tags = (0...10).map { "t\($0)=v" }.joined(separator: ",")
        #expect(try #require(onlyProblem(yaml("storage.tags", tags))).message.hasSuffix("has more than 10 tags"))
        let large = "a=\(String(repeating: "x", count: 1536))"
        #expect(try #require(onlyProblem(yaml("storage.metadata", large))).message.hasSuffix("is above 1536 bytes"))
    }

    @Test("a region may be given by the service's own id", arguments: StudioRegion.allCases)
    func regionIDs(region: StudioRegion) {
        let report = Settings.check(from: sources("studio: {region: \(region.id), workspaceId: ws}"))
        #expect(report.problems == [])
        #expect(report.settings.studio.region == region)
    }

    @Test("an empty or null value is as good as none", arguments: ["", "~", "null", "''", "\"  \""])
    func empty(value: String) throws {
        #expect(try Settings.load(from: sources(yaml("storage.url", value))) == Settings.load(from: sources()))
    }
}
