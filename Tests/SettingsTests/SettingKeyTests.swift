import Testing

@testable import Settings

@Suite("The key table")
struct SettingKeyTests {
    private static let names: [String: String] = [
        "studio.region": "KEEPREEL_STUDIO_REGION", "studio.workspaceId": "KEEPREEL_STUDIO_WORKSPACE_ID",
        "studio.endpoint": "KEEPREEL_STUDIO_ENDPOINT", "studio.apiKey": "KEEPREEL_STUDIO_API_KEY",
        "studio.queriesPerSecond": "KEEPREEL_STUDIO_QUERIES_PER_SECOND",
        "discover.enabled": "KEEPREEL_DISCOVER_ENABLED", "discover.models": "KEEPREEL_DISCOVER_MODELS",
        "discover.window": "KEEPREEL_DISCOVER_WINDOW", "storage.url": "KEEPREEL_STORAGE_URL",
        "storage.endpoint": "KEEPREEL_STORAGE_ENDPOINT", "storage.region": "KEEPREEL_STORAGE_REGION",
        "storage.profile": "KEEPREEL_STORAGE_PROFILE", "storage.addressing": "KEEPREEL_STORAGE_ADDRESSING",
        "storage.payloadSigning": "KEEPREEL_STORAGE_PAYLOAD_SIGNING", "storage.key": "KEEPREEL_STORAGE_KEY",
        "storage.acl": "KEEPREEL_STORAGE_ACL", "storage.storageClass": "KEEPREEL_STORAGE_STORAGE_CLASS",
        "storage.cacheControl": "KEEPREEL_STORAGE_CACHE_CONTROL",
        "storage.contentDisposition": "KEEPREEL_STORAGE_CONTENT_DISPOSITION", "storage.tags": "KEEPREEL_STORAGE_TAGS",
        "storage.metadata": "KEEPREEL_STORAGE_METADATA",
        "storage.serverSideEncryption": "KEEPREEL_STORAGE_SERVER_SIDE_ENCRYPTION",
        "storage.kmsKeyId": "KEEPREEL_STORAGE_KMS_KEY_ID", "storage.overwrite": "KEEPREEL_STORAGE_OVERWRITE",
        "storage.caBundle": "KEEPREEL_STORAGE_CA_BUNDLE", "links.baseURL": "KEEPREEL_LINKS_BASE_URL",
        "manifest.path": "KEEPREEL_MANIFEST_PATH", "transfer.concurrency": "KEEPREEL_TRANSFER_CONCURRENCY",
        "transfer.partSize": "KEEPREEL_TRANSFER_PART_SIZE",
        "transfer.partsPerVideo": "KEEPREEL_TRANSFER_PARTS_PER_VIDEO",
        "transfer.bandwidth": "KEEPREEL_TRANSFER_BANDWIDTH",
        "transfer.stallTimeout": "KEEPREEL_TRANSFER_STALL_TIMEOUT", "transfer.retries": "KEEPREEL_TRANSFER_RETRIES",
        "transfer.allowPrivateSources": "KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES",
        "notify.ping": "KEEPREEL_NOTIFY_PING", "notify.metricsFile": "KEEPREEL_NOTIFY_METRICS_FILE",
        "notify.onArchived": "KEEPREEL_NOTIFY_ON_ARCHIVED", "notify.onLost": "KEEPREEL_NOTIFY_ON_LOST",
        "notify.onAtRisk": "KEEPREEL_NOTIFY_ON_AT_RISK",
    ]

    @Test("every key has the environment name that is documented, and there are no others")
    func environmentNames() {
        let found = Dictionary(uniqueKeysWithValues: SettingKey.all.map { ($0.path, $0.environmentName) })
        #expect(found == Self.names)
    }

    @Test("every key is explained in one sentence", arguments: SettingKey.all)
    func help(key: SettingKey) {
        #expect(key.help.hasSuffix("."))
        #expect(!key.help.dropLast().contains(". "))
        #expect(!key.expected.isEmpty)
    }

    @Test("a default that is shown gives the default when it is read back", arguments: SettingKey.all)
    func defaultsReadBack(key: SettingKey) throws {
        guard let text = key.defaultText else { return }
        #expect(try Settings.load(from: sources(yaml(key.path, text))) == Settings.load(from: sources()))
    }

    @Test("an example is taken by its key", arguments: SettingKey.all)
    func examples(key: SettingKey) {
        let problems = Settings.check(from: sources(yaml(key.path, key.example))).problems
        #expect(problems.filter { !$0.message.contains("KMS") } == [])
    }

    @Test("only the API key and the ping URL are secrets")
    func secrets() {
        #expect(SettingKey.all.filter(\.isSecret).map(\.path) == ["studio.apiKey", "notify.ping"])
    }
}
