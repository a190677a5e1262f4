import Failures
import Testing

@testable import Credentials

@Suite("Addresses of services")
struct ServiceAddressTests {
    @Test(
        "host, path and what lies below are taken from the URL",
        arguments: [
            ("https://sts.example", "sts.example", "/", "https://sts.example/x"),
            ("HTTPS://STS.Example:443/", "sts.example", "/", "HTTPS://STS.Example:443/x"),
            ("http://127.0.0.1:8080/a/b?q=/c", "127.0.0.1:8080", "/a/b", "http://127.0.0.1:8080/a/b?q=/c/x"),
            ("http://[::1]:80", "[::1]", "/", "http://[::1]:80/x"), ("https://h?q", "h", "/", "https://h?q/x"),
        ])
    func parts(url: String, host: String, path: String, below: String) throws {
        let address = try ServiceAddress(url, namedBy: "X")
        #expect(address.host == host)
        #expect(address.path == path)
        #expect(address.appending("/x") == below)
    }

    @Test(
        "anything but an http or https URL is refused, and not repeated",
        arguments: [
            "", "sts.example", "ftp://h", "https://hush:hush@h", "https://h/hush hush", "https://h/\r\nhush",
            "https://",
        ])
    func refused(url: String) {
        let failure = #expect(throws: Failure.self) { try ServiceAddress(url, namedBy: "X_URL") }
        #expect(failure?.code == "storage.bad-credentials-url")
        #expect(failure?.message == "X_URL is no http or https URL")
        #expect(failure?.description.contains("hush") == false)
    }
}
