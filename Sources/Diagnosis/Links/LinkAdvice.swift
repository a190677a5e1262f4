public import ObjectStorage

/// What to do about links that do not play, by provider and by whose domain they are under; pure.
public struct LinkAdvice: Sendable, Equatable {
    private let location: BucketLocation
    private let prefix: String
    /// Links are under `links.baseURL`, not under the provider's own host.
    private let hasBaseURL: Bool
    /// `storage.contentDisposition` says `attachment`.
    private let asksForDownload: Bool

    /// - Parameters:
    ///   - prefix: the prefix of `storage.url`.
    ///   - hasBaseURL: whether links are under `links.baseURL`.
    ///   - contentDisposition: that of the settings.
    public init(location: BucketLocation, prefix: String, hasBaseURL: Bool, contentDisposition: String?) {
        self.location = location
        self.prefix = prefix
        self.hasBaseURL = hasBaseURL
        asksForDownload = contentDisposition?.lowercased().hasPrefix("attachment") ?? false
    }

    private var place: String { prefix.isEmpty ? location.bucket : "\(location.bucket)/\(prefix)" }

    /// The link answers that not everybody may read.
    var forbidden: String {
        if hasBaseURL {
            return "let the domain of links.baseURL read \(place): its CDN's origin access, or a public bucket"
        }
        let profile = location.profile
        switch (profile.name, profile.publicLink.form) {
        case (_, .none):
            return
                "set links.baseURL to a domain that serves the bucket; \(profile.name) has no public address of its own"
        case ("aws", _):
            return "switch off Block Public Access for policies on the bucket and add the policy of 'keepreel doctor "
                + "--policy', or put CloudFront before the bucket and set links.baseURL"
        case ("oss", _):
            return "switch off Block Public Access on the bucket and set storage.acl: public-read, or bind a domain "
                + "with CDN to the bucket and set links.baseURL"
        case ("b2", _): return "make the bucket public (bucket settings, 'Files in bucket are: public')"
        case ("gcs", _): return "grant allUsers the role Storage Object Viewer on the bucket"
        case ("wasabi", _):
            return "ask Wasabi to allow public access for the account, then add a public-read bucket policy, or put a "
                + "CDN before the bucket and set links.baseURL"
        case ("minio", _): return "run 'mc anonymous set download ALIAS/\(place)'"
        default:
            return profile.acl == .perObject
                ? "set storage.acl: public-read (and archive again what is there), or add a public-read bucket policy"
                : "let everybody read \(place) by a bucket policy, or set links.baseURL to a domain that may"
        }
    }

    /// The link answers that there is nothing.
    var missing: String {
        hasBaseURL
            ? "check that links.baseURL leads to the root of the bucket \(location.bucket)"
            : "check that the address of storage.endpoint is the one everybody reaches"
    }

    /// No connection.
    var unreachable: String {
        hasBaseURL
            ? "check DNS and certificate of links.baseURL"
            : "set links.baseURL to an address that everybody reaches"
    }

    /// The link answers with some other refusal.
    var refused: String {
        hasBaseURL ? "check what stands behind links.baseURL" : "set links.baseURL to a domain that serves the bucket"
    }

    /// The provider itself makes browsers download from its own hosts.
    var forcedByProvider: String {
        "bind a domain of your own to the bucket and set links.baseURL; \(location.profile.name) lets nothing play from "
            + "its own hosts"
    }

    /// Something makes browsers download.
    var forcedDownload: String {
        if asksForDownload { return "set storage.contentDisposition: inline (what is archived keeps what it has)" }
        return location.profile.publicLink.forcesDownload && !hasBaseURL
            ? forcedByProvider : "set storage.contentDisposition: inline, or remove the field in the CDN"
    }
}
