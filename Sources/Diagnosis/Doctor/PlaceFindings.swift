import ObjectStorage

/// Judges where the bucket is and how it is reached; pure.
struct PlaceFindings {
    /// As the settings say.
    let location: BucketLocation
    /// `links.baseURL` is set.
    let hasBaseURL: Bool
    /// The endpoint is this machine.
    let isLoopback: Bool

    var all: [Finding] { [place, encryption] + link }

    private var place: Finding {
        let profile = location.profile.name
        let text =
            "\(location.dialect)://\(location.bucket) at \(location.endpoint): profile \(profile), region "
            + "\(location.region), \(location.addressing.rawValue) addressing"
        guard profile == "generic", !isLoopback else { return .ok("storage.place", text) }
        return .note(
            "storage.place", text,
            remedy: "if it is a server keepreel knows, name it in storage.profile; then its checksums are used")
    }

    private var encryption: Finding {
        if location.endpoint.hasPrefix("https://") { return .ok("storage.https", "the storage is reached by https") }
        if isLoopback { return .note("storage.https", "plain http, which does not leave this machine") }
        return .warning(
            "storage.https", "plain http: everyone on the way can read and change what is sent",
            remedy: "use https in storage.endpoint")
    }

    private var link: [Finding] {
        let profile = location.profile
        guard !hasBaseURL else { return [] }
        if profile.publicLink.form == .none {
            return [
                .warning(
                    "links.base-url", "\(profile.name) has no public address, so that links lead nowhere",
                    remedy: profile.name == "r2"
                        ? "connect a domain to the bucket and set links.baseURL to it (r2.dev is limited, and for tests)"
                        : "serve the bucket by a domain and set links.baseURL to it")
            ]
        }
        guard profile.publicLink.forcesDownload else { return [] }
        return [
            .warning(
                "links.base-url", "\(profile.name) makes browsers download from its own hosts instead of playing",
                remedy: "bind a domain of your own to the bucket and set links.baseURL to it")
        ]
    }

    /// - Parameter after: where the bucket turned out to be.
    func moved(to after: BucketLocation) -> Finding? {
        guard after != location else { return nil }
        let remedy =
            after.region == location.region
            ? "set storage.endpoint to the one without the bucket in \(after.endpoint)"
            : "set storage.region: \(after.region)"
        return .warning(
            "storage.region",
            "the bucket is at \(after.endpoint) in \(after.region), which every run has to learn anew",
            remedy: remedy)
    }
}
