public import Manifest
public import ObjectStorage
import WireFormats

/// Where a stored object is found by everybody: the user's base URL, else the bucket's own address.
public struct LinkRule: Sendable, Equatable {
    /// `https://host[/path]` without a slash at its end.
    public var baseURL: String?

    /// - Parameter baseURL: `nil` takes the bucket's own address.
    public init(baseURL: String?) { self.baseURL = baseURL }

    /// The permanent URL of a key; every key gives one URL and the other way round.
    public func url(of key: String, in location: BucketLocation) -> String {
        baseURL.map { Self.joined($0, key) } ?? location.url(of: key)
    }

    /// The permanent URL of an archived video: by today's base URL, else the one recorded when it was archived.
    public func url(of video: VideoRecord) -> String? {
        guard video.state == .archived else { return nil }
        if let baseURL, let key = video.objectKey { return Self.joined(baseURL, key) }
        return video.url
    }

    private static func joined(_ base: String, _ key: String) -> String { "\(base)/\(PercentEncoding.path(key))" }
}
