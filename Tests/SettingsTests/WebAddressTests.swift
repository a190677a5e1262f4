import Failures
import Settings
import Testing

@Suite("Web addresses")
struct WebAddressTests {
    @Test(
        "an http or https URL with a host is taken",
        arguments: [
            ("https://s3.example.com", "https://s3.example.com", "s3.example.com", true),
            ("HTTPS://S3.Example.com/", "https://S3.Example.com", "s3.example.com", true),
            ("http://127.0.0.1:8333", "http://127.0.0.1:8333", "127.0.0.1", false),
            ("https://[2001:db8::1]:9000/a/", "https://[2001:db8::1]:9000/a", "2001:db8::1", true),
            ("https://gateway.example.com/api/v1//", "https://gateway.example.com/api/v1", "gateway.example.com", true),
            ("http://minio_1:9000", "http://minio_1:9000", "minio_1", false),
            ("https://cdn.example.com/a%20b", "https://cdn.example.com/a%20b", "cdn.example.com", true),
        ])
    func takes(text: String, normal: String, host: String, isSecure: Bool) throws {
        let address = try WebAddress(text)
        #expect(address.text == normal)
        #expect(address.host == host)
        #expect(address.isSecure == isSecure)
    }

    @Test(
        "other texts are refused, and say why",
        arguments: [
            ("example.com", "'example.com' is no URL"),
            ("ftp://example.com", "'ftp://example.com' is neither http nor https"),
            ("s3://bucket", "'s3://bucket' is neither http nor https"),
            ("https://", "'https://' names no host"),
            ("https:///path", "'https:///path' names no host"),
            ("https://:80", "'https://:80' names no host"),
            ("https://a..b", "'https://a..b' holds no valid host name"),
            ("https://exa mple.com", "'https://exa mple.com' holds a character that no URL holds"),
            ("https://bücher.example", "'https://bücher.example' holds a character that no URL holds"),
            ("https://a.example/?q=1", "'https://a.example/' holds a query or fragment"),
            ("https://a.example#top", "'https://a.example' holds a query or fragment"),
            ("https://a.example:0", "'https://a.example:0' holds no valid port"),
            ("https://a.example:99999", "'https://a.example:99999' holds no valid port"),
            ("https://a.example:x", "'https://a.example:x' holds no valid port"),
            ("https://a.example/x/../y", "'https://a.example/x/../y' holds a '.' or '..' segment"),
            ("https://[::1", "'https://[::1' holds no valid host name"),
            ("https://[zz::1]", "'https://[zz::1]' holds no valid IPv6 address"),
            ("https://[:81]:443/a", "'https://[:81]:443/a' holds no valid IPv6 address"),
            ("https://[1:2::3::4]", "'https://[1:2::3::4]' holds no valid IPv6 address"),
            ("https://a.example:+80", "'https://a.example:+80' holds no valid port"),
            ("https://[::1]x", "'https://[::1]x' holds no valid port"),
        ])
    func refuses(text: String, message: String) {
        let failure = #expect(throws: Failure.self) { try WebAddress(text) }
        #expect(failure?.code == "config.value")
        #expect(failure?.message == message)
        #expect(failure?.remedy != nil)
    }

    @Test(
        "a password in a URL is refused and not repeated",
        arguments: ["https://me:hush@example.com", "me:hush@example"])
    func hidesPasswords(text: String) {
        let failure = #expect(throws: Failure.self) { try WebAddress(text) }
        #expect(failure?.description.contains("hush") == false)
    }

    @Test(
        "this machine is told from others",
        arguments: [
            ("http://localhost:1", true), ("http://bucket.localhost", true), ("http://127.0.0.1", true),
            ("http://127.9.9.9", true), ("http://[::1]:80", true), ("http://127.example.com", false),
            ("http://localhost.example.com", false), ("http://10.0.0.1", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try WebAddress(text).isLoopback == isLoopback)
    }
}
