import Failures
import Testing

@testable import ObjectStorage

@Suite struct PublicURLTests {
    /// An endpoint, and where everybody finds the key `a b/视频.mp4`, the path left out.
    private static let places: [(endpoint: String, addressing: Addressing?, base: String?)] = [
        ("https://s3.eu-central-1.amazonaws.com", nil, "https://videos.s3.eu-central-1.amazonaws.com"),
        ("https://s3.eu-central-1.amazonaws.com", .path, "https://s3.eu-central-1.amazonaws.com/videos"),
        ("https://s3.us-west-004.backblazeb2.com", nil, "https://videos.s3.us-west-004.backblazeb2.com"),
        ("https://storage.googleapis.com", nil, "https://storage.googleapis.com/videos"),
        ("https://nyc3.digitaloceanspaces.com", nil, "https://videos.nyc3.digitaloceanspaces.com"),
        ("https://tos-s3-cn-beijing.ivolces.com", nil, "https://videos.tos-s3-cn-beijing.volces.com"),
        ("https://minio.example:9000", nil, "https://minio.example:9000/videos"),
        ("https://videos.example.com", .cname, "https://videos.example.com"),
        ("https://acc.r2.cloudflarestorage.com", nil, nil),
    ]

    @Test("the public address takes the provider's public form", arguments: places)
    func forms(place: (endpoint: String, addressing: Addressing?, base: String?)) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: place.endpoint, region: nil, profile: nil, addressing: place.addressing)
        let url = location.publicURL(of: "a b/视频.mp4")
        #expect(url == place.base.map { $0 + "/a%20b/%E8%A7%86%E9%A2%91.mp4" })
    }

    @Test("where there is none, it is said what to do", arguments: ["r2", "garage"])
    func missing(profile: String) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: nil, profile: profile, addressing: nil)
        #expect(location.publicURL(of: "k") == nil)
        #expect(location.missingPublicLink.code == "storage.no-public-link")
        #expect(location.missingPublicLink.disposition == .stop(.configuration))
        #expect(location.missingPublicLink.remedy?.contains("links.baseURL") == true)
    }

    @Test("a domain bound to a bucket of such a provider is public")
    func ownDomain() throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://v.example.com", region: nil, profile: "r2", addressing: .cname)
        #expect(location.publicURL(of: "k") == "https://v.example.com/k")
    }
}
