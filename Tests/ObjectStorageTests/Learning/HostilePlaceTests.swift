import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite("A server that sends elsewhere")
struct HostilePlaceTests {
    /// Regions that would put another host, a port or credentials into an address.
    static let regions = [
        "x.evil.example/", "evil.example#", "evil.example?", "evil.example\\", "u@evil.example/", "evil.example:443/",
        "us-east-1.evil", "a b", "a%2fb", "\u{FF45}u", "../eu", "", String(repeating: "a", count: 65),
    ]

    @Test("is not believed a region that is none", arguments: regions)
    func region(text: String) throws {
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>\(escaped)</Region></Error>"
        #expect(StorageErrorReply(.text(400, body)).region == nil)
        #expect(StorageErrorReply(.text(301, headers: ["x-amz-bucket-region": text])).region == nil)
    }

    @Test("is believed a region", arguments: ["us-west-2", "cn-hangzhou", "oss-cn-hangzhou", "auto", "EU", "eu_1"])
    func realRegion(text: String) throws {
        let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Region>\(text)</Region></Error>"
        #expect(StorageErrorReply(.text(400, body)).region == text)
    }

    /// Endpoints outside the domain of the one the user named, or that would be read as another host.
    static let endpoints = [
        "evil.example", "https://evil.example", "https://evil.example/.amazonaws.com", "http://s3.amazonaws.com",
        "https://user@s3.us-west-2.amazonaws.com", "s3.us-west-2.amazonaws.com@evil.example", "169.254.169.254",
        "https://169.254.169.254/latest", "100.100.100.200", "localhost", "127.0.0.1", "[::1]", "2852039166",
        "0xA9FEA9FE", "file:///etc/passwd", "gopher://s3.us-west-2.amazonaws.com/", "amazonaws.com",
        "s3.amazonaws.com.evil.example", "evil.example\\.s3.amazonaws.com", "evil.example#.s3.amazonaws.com",
        "evil.example?.s3.amazonaws.com", "evil.example/.s3.amazonaws.com", "s3.us\nwest.amazonaws.com",
        "s3.us west.amazonaws.com", "s3.%2e.evil.amazonaws.com", "s3.\u{FF45}vil.amazonaws.com",
        "https://s3.us-west-2.amazonaws.com:x/", "", "https://", "//s3.us-west-2.amazonaws.com",
    ]

    @Test("is not followed out of the endpoint's domain", arguments: endpoints)
    func endpoint(text: String) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1",
            profile: "auto", addressing: nil)
        #expect(location.moved(toEndpoint: text) == nil)
    }

    @Test("is followed within the endpoint's domain")
    func kin() throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-central-1",
            profile: "auto", addressing: nil)
        #expect(
            location.moved(toEndpoint: "videos.s3.us-west-2.amazonaws.com")?.base.host == "s3.us-west-2.amazonaws.com")
    }
}
