/// Problems that no single key shows.
struct Consistency {
    let settings: Settings
    /// Where each given key has its value from.
    let places: [String: SettingPlace]

    var problems: [SettingsProblem] {
        [workspaceOfRegion, endpointOfDomain, partSizeOfDialect, encryptionOfKey].compactMap(\.self)
    }

    private var workspaceOfRegion: SettingsProblem? {
        let studio = settings.studio
        guard !studio.region.hasSharedHost, studio.workspaceID == nil, studio.endpoint == nil else { return nil }
        return problem(
            "studio.region", "\(studio.region.rawValue) has no host shared by all workspaces",
            "set studio.workspaceId")
    }

    private var endpointOfDomain: SettingsProblem? {
        guard settings.storage.addressing == .cname, settings.storage.endpoint == nil else { return nil }
        return problem(
            "storage.addressing", "cname needs the domain that is bound to the bucket", "set storage.endpoint to it")
    }

    private var partSizeOfDialect: SettingsProblem? {
        guard let dialect = settings.storage.url?.dialect, settings.transfer.partSize < dialect.smallestPart else {
            return nil
        }
        return problem(
            "transfer.partSize", "\(settings.transfer.partSize) is below what \(dialect.rawValue):// takes for a part",
            "write \(dialect.smallestPart) or more")
    }

    private var encryptionOfKey: SettingsProblem? {
        let storage = settings.storage
        guard storage.kmsKeyID != nil, storage.serverSideEncryption?.lowercased().contains("kms") != true else {
            return nil
        }
        return problem(
            "storage.kmsKeyId", "a KMS key needs KMS encryption",
            "set storage.serverSideEncryption to aws:kms, for oss:// to KMS")
    }

    private func problem(_ path: String, _ message: String, _ remedy: String) -> SettingsProblem {
        SettingsProblem(path, at: places[path] ?? .defaults, message, remedy: remedy)
    }
}
