extension ProviderProfile {
    /// Every provider; the last one serves whatever is not recognised.
    static let table: [ProviderProfile] = clouds + regionalClouds + servers + [generic]

    /// Names `storage.profile` takes, besides `auto`.
    public static var names: [String] { table.filter { $0.dialect == .s3 }.map(\.name) }

    /// The profile of that name, `nil` if there is none that speaks the dialect.
    public static func named(_ name: String, dialect: Dialect = .s3) -> ProviderProfile? {
        table.first { $0.name == name && $0.dialect == dialect }
    }

    /// The provider an endpoint's host belongs to, `nil` if it is none known to speak the dialect.
    public static func recognise(host: String, dialect: Dialect = .s3) -> RecognisedHost? {
        let labels = HostPattern.labels(of: host)
        for profile in table where profile.dialect == dialect {
            for form in profile.hosts {
                guard let match = form.pattern.match(labels) else { continue }
                let publicHost = form.publicHost?.replacing("{region}", with: match.region ?? "")
                return RecognisedHost(profile: profile, region: match.region, publicHost: publicHost)
            }
        }
        return nil
    }

    /// What serves a host that nobody is recognised by.
    public static func unrecognised(dialect: Dialect) -> ProviderProfile { dialect == .s3 ? generic : ossNative }
}
