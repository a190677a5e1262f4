import ObjectStorage

/// Judges what a bucket removes by itself; pure.
struct LifecycleFindings {
    /// What every key begins with; empty or with a slash at its end.
    private let keyPrefix: String
    private let profile: ProviderProfile

    /// Days after which R2 removes unfinished uploads without a rule (object-storage facts 4.1).
    private static let daysOfR2 = 7

    /// - Parameter prefix: the prefix of `storage.url`.
    init(prefix: String, profile: ProviderProfile) {
        keyPrefix = Diagnosis.keyPrefix(prefix)
        self.profile = profile
    }

    /// - Parameter rules: those of the bucket; empty where it has none.
    func of(_ rules: [LifecycleRule]) -> [Finding] {
        let enabled = rules.filter(\.isEnabled)
        let deleting = enabled.filter { $0.expiresObjects && touches($0) }
        let expiry: [Finding] =
            deleting.isEmpty
            ? [.ok("lifecycle.expiry", "no lifecycle rule deletes videos")] : deleting.map(warning(of:))
        return expiry + [uploads(enabled)]
    }

    private func touches(_ rule: LifecycleRule) -> Bool {
        keyPrefix.hasPrefix(rule.prefix) || rule.prefix.hasPrefix(keyPrefix)
    }

    private func warning(of rule: LifecycleRule) -> Finding {
        let name = rule.id.map { "the lifecycle rule '\($0)'" } ?? "a lifecycle rule without a name"
        let what = rule.isSelective ? "some of the objects" : "all objects"
        let place = rule.prefix.isEmpty ? "of the bucket" : "under \(rule.prefix)"
        let time = rule.expirationDays.map { "\($0) days after they are stored" } ?? "on a date"
        return .warning(
            "lifecycle.expiry", "\(name) deletes \(what) \(place) \(time), and their links die with them",
            remedy: "limit the rule to other prefixes, or choose a prefix in storage.url that it does not reach")
    }

    private func uploads(_ rules: [LifecycleRule]) -> Finding {
        let id = "lifecycle.uploads"
        let days = rules.filter { !$0.isSelective && keyPrefix.hasPrefix($0.prefix) }.compactMap(\.abortDays).min()
        if let days { return .ok(id, "unfinished uploads are removed after \(days) days") }
        if profile.name == "r2" { return .ok(id, "R2 removes unfinished uploads after \(Self.daysOfR2) days") }
        return .note(
            id, "no lifecycle rule removes unfinished uploads, which stay and are charged for",
            remedy: "add a rule AbortIncompleteMultipartUpload with DaysAfterInitiation 7"
                + (keyPrefix.isEmpty ? "" : " for the prefix \(keyPrefix)") + ", or run 'keepreel prune' from cron")
    }
}
