extension SettingKey {
    /// Every key, section by section in the order of the settings file.
    public static let all: [SettingKey] = studio + discover + storage + links + manifest + transfer + notify

    /// The sections in the order of the settings file.
    static let sections: [String] = all.reduce(into: []) { sections, key in
        if sections.last != key.section { sections.append(key.section) }
    }

    static let byPath: [String: SettingKey] = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    private static var studio: [SettingKey] {
        [
            SettingKey(
                "studio.region", \.studio.region, .region,
                "Region of the API key: beijing, singapore, virginia, frankfurt, tokyo or hongkong."),
            SettingKey(
                "studio.workspaceId", optional: \.studio.workspaceID,
                .word("a workspace id of letters, digits, '_' and '-'", with: "_-"), example: "ws-abc",
                "Workspace whose own host is used instead of the shared one."),
            SettingKey(
                "studio.endpoint", optional: \.studio.endpoint, .address, example: "https://gateway.example.com/api/v1",
                "Base URL that overrides region and workspace, for a gateway or a test."),
            SettingKey(
                "studio.apiKey", optional: \.studio.apiKey, .secret, example: "sk-replace-me", secret: true,
                "API key; better given by DASHSCOPE_API_KEY or DASHSCOPE_API_KEY_FILE_PATH."),
            SettingKey(
                "studio.queriesPerSecond", \.studio.queriesPerSecond, .rate(upTo: 10_000),
                "Most task queries a second; the account's limit is 20, shared by all its users."),
        ]
    }

    private static var discover: [SettingKey] {
        [
            SettingKey(
                "discover.enabled", \.discover.enabled, .flag,
                "Whether a run asks Model Studio for finished tasks that nobody registered."),
            SettingKey(
                "discover.models", \.discover.models, .models,
                "Models whose tasks are taken; [] takes every model."),
            SettingKey(
                "discover.window", \.discover.window, .duration(.seconds(60) ... .seconds(24 * 3600)),
                "How far back tasks are looked for; Model Studio lists at most 24h."),
        ]
    }

    private static var links: [SettingKey] {
        [
            SettingKey(
                "links.baseURL", optional: \.links.baseURL, .address, example: "https://videos.example.com",
                "What permanent links begin with; without it, the bucket's own public address.")
        ]
    }

    private static var manifest: [SettingKey] {
        [
            SettingKey(
                "manifest.path", \.manifest.path, .path,
                "SQLite file that remembers every task and its permanent link.")
        ]
    }

    private static var transfer: [SettingKey] {
        [
            SettingKey(
                "transfer.concurrency", \.transfer.concurrency, .whole(1...64), "Videos moved at the same time."),
            SettingKey(
                "transfer.partSize", \.transfer.partSize,
                .size(StorageDialect.oss.smallestPart...ByteCount(bytes: 5 << 30)),
                "A video above this size goes up in parts of it, each by its own range request."),
            SettingKey(
                "transfer.partsPerVideo", \.transfer.partsPerVideo, .whole(1...32),
                "Parts of one video moved at the same time."),
            SettingKey(
                "transfer.bandwidth", \.transfer.bandwidth, .byteRate,
                "Bytes a second over all transfers, such as 20MiB; 0 sets no limit."),
            SettingKey(
                "transfer.stallTimeout", \.transfer.stallTimeout, .duration(.seconds(1) ... .seconds(3600)),
                "How long a transfer may stand still before it is tried again."),
            SettingKey(
                "transfer.retries", \.transfer.retries, .whole(0...100), "How often one failed step is repeated."),
            SettingKey(
                "transfer.allowPrivateSources", \.transfer.allowPrivateSources, .flag,
                "Whether loopback, private, link-local and metadata addresses may be a source."),
        ]
    }

    private static var notify: [SettingKey] {
        [
            SettingKey(
                "notify.ping", optional: \.notify.ping, .address, example: "https://hc-ping.com/your-uuid",
                secret: true,
                "Monitor (Healthchecks protocol) that hears of start, success and failure of each run."),
            SettingKey(
                "notify.metricsFile", optional: \.notify.metricsFile, .path,
                example: "/var/lib/node_exporter/textfile/keepreel.prom",
                "Prometheus text file that each run writes, for the textfile collector."),
            SettingKey(
                "notify.onArchived", optional: \.notify.onArchived, .command, example: "/usr/local/bin/on-archived",
                "Command for each archived video; /bin/sh -c runs it, with a JSON line on stdin."),
            SettingKey(
                "notify.onLost", optional: \.notify.onLost, .command, example: "/usr/local/bin/on-lost",
                "Command for each video lost for good, in the same way."),
            SettingKey(
                "notify.onAtRisk", optional: \.notify.onAtRisk, .command, example: "/usr/local/bin/on-at-risk",
                "Command for each video that will be out of reach within 2 hours, once, in the same way."),
        ]
    }
}
