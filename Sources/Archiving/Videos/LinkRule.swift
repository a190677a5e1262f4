public import Manifest
public import ObjectStorage
import WireFormats

/// Where a stored object is found by everybody: the user's base URL, else the bucket's own public address.
public struct LinkRule: Sendable, Equatable {
    /// `https://host[/path]` without a slash at its end.
    public var baseURL: String?
    /// The bucket of the settings, where there is one.
    public var location: BucketLocation?

    /// - Parameter baseURL: `nil` takes the bucket's own address.
    public init(baseURL: String?, location: BucketLocation?) {
        self.baseURL = baseURL
        self.location = location
    }

    /// The permanent URL of a key; every key gives one URL and the other way round.
    public func url(of key: String, in location: BucketLocation) -> String {
        baseURL.map { Self.joined($0, key) } ?? location.publicURL(of: key) ?? location.url(of: key)
    }

    /// The permanent URL of an archived video, by today's settings; the one recorded when it was archived where they are
    /// not about its bucket.
    public func url(of video: VideoRecord) -> String? {
        guard video.state == .archived else { return nil }
        guard let key = video.objectKey else { return video.url }
        if let baseURL { return Self.joined(baseURL, key) }
        guard let location, location.bucket == video.bucket else { return video.url }
        return url(of: key, in: location)
    }

    private static func joined(_ base: String, _ key: String) -> String { "\(base)/\(PercentEncoding.path(key))" }
}
