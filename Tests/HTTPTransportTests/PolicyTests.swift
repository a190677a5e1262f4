import Testing

@testable import HTTPTransport

@Suite("Address and proxy policies")
struct PolicyTests {
    @Test(
        "addresses that are not public are known by their bytes",
        arguments: [
            ([127, 0, 0, 1], false), ([10, 1, 2, 3], false), ([172, 16, 0, 1], false), ([172, 32, 0, 1], true),
            ([192, 168, 1, 1], false), ([169, 254, 169, 254], false), ([100, 100, 100, 200], false),
            ([100, 63, 0, 1], true), ([100, 128, 0, 1], true), ([0, 0, 0, 0], false), ([224, 0, 0, 1], false),
            ([255, 255, 255, 255], false), ([8, 8, 8, 8], true), ([47, 88, 1, 1], true),
            ([198, 18, 0, 1], false), ([203, 0, 113, 9], false), ([192, 0, 2, 9], false),
        ] as [([UInt8], Bool)])
    func ipv4(bytes: [UInt8], isPublic: Bool) throws {
        #expect(try #require(IPAddress(bytes: bytes)).isPublic == isPublic)
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + bytes
        #expect(try #require(IPAddress(bytes: mapped)).isPublic == isPublic)
        let nat64: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] + bytes
        #expect(try #require(IPAddress(bytes: nat64)).isPublic == isPublic)
        let sixToFour: [UInt8] = [0x20, 0x02] + bytes + [UInt8](repeating: 0, count: 10)
        #expect(try #require(IPAddress(bytes: sixToFour)).isPublic == isPublic)
    }

    @Test(
        "IPv6 ranges",
        arguments: [
            ([0], [1], false), ([0xFE, 0x80], [1], false), ([0xFC, 0], [1], false),
            ([0xFD, 0, 0x0E, 0xC2], [2, 0x54], false),
            ([0xFF, 2], [1], false), ([0x20, 0x01, 0x0D, 0xB8], [1], false), ([0x24, 0x00, 0x32], [1], true),
            ([0x3F, 0xFF, 0x01], [1], false), ([0], [0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func ipv6(front: [UInt8], back: [UInt8], isPublic: Bool) throws {
        let bytes = front + [UInt8](repeating: 0, count: 16 - front.count - back.count) + back
        #expect(try #require(IPAddress(bytes: bytes)).isPublic == isPublic)
    }

    @Test(
        "proxies are taken from the environment as curl does",
        arguments: [
            (["http_proxy": "http://p:1"], "http://a.example/", "http://p:1"),
            (["HTTP_PROXY": "http://p:1"], "http://a.example/", nil),
            (["HTTPS_PROXY": "http://p:1"], "https://a.example/", "http://p:1"),
            (["ALL_PROXY": "http://p:1"], "https://a.example/", "http://p:1"),
            (["https_proxy": "http://p:1", "no_proxy": "example"], "https://a.example/", nil),
            (["https_proxy": "http://p:1", "NO_PROXY": ".a.example, b"], "https://a.example:8443/x", nil),
            (["https_proxy": "http://p:1", "no_proxy": "xample"], "https://a.example/", "http://p:1"),
            (["https_proxy": "http://p:1", "no_proxy": "*"], "https://a.example/", nil),
            (["http_proxy": "http://p:1", "no_proxy": "127.0.0.0/8"], "http://127.9.0.1:80/", nil),
            (["http_proxy": "http://p:1", "no_proxy": "127.0.0.0/8"], "http://128.0.0.1/", "http://p:1"),
            (["http_proxy": "http://p:1", "no_proxy": "10.1.2.3"], "http://10.1.2.3/", nil),
            (["http_proxy": "http://p:1", "no_proxy": "[::1],fd00::/8"], "http://[::1]:9/", nil),
            (["http_proxy": "http://p:1", "no_proxy": "fd00::/8"], "http://[fd12::1]/", nil),
            (["http_proxy": "http://p:1", "no_proxy": "0.0.1"], "http://127.0.0.1/", "http://p:1"),
            ([:], "https://a.example/", nil),
            (["http_proxy": "http://p:1"], "http://169.254.169.254/latest/api/token", nil),
            (["http_proxy": "http://p:1"], "http://169.254.170.2/v2", nil),
            (["http_proxy": "http://p:1"], "http://[fd00:ec2::23]/v1", nil),
            (["http_proxy": "http://p:1"], "http://[fd00:ec3::23]/v1", "http://p:1"),
            (["http_proxy": "http://p:1"], "http://100.100.100.200/latest", nil),
            (["http_proxy": "http://p:1"], "http://100.100.100.201/latest", "http://p:1"),
        ] as [([String: String], String, String?)])
    func proxies(environment: [String: String], url: String, expected: String?) {
        #expect(ProxyPolicy(environment: environment).proxy(for: url) == expected)
    }

    @Test(
        "a proxy is not asked for private addresses, however they are spelt",
        arguments: [
            ("http://169.254.169.254/latest", false), ("http://0xA9FEA9FE/", false), ("http://2852039166/", false),
            ("http://127.1/", false), ("http://0177.0.0.1/", false), ("http://[::1]/", false),
            ("http://[::ffff:10.0.0.1]/", false), ("https://localhost/", false), ("https://a.localhost/", false),
            ("http://8.8.8.8/", true), ("https://bucket.oss-cn-beijing.aliyuncs.com/x", true), ("http://", false),
        ])
    func proxiedHosts(url: String, isAllowed: Bool) {
        #expect(URLHost.mayBePublic(url) == isAllowed)
    }

    @Test(
        "URLs are taken apart or refused",
        arguments: [
            ("http://Host/p", "host", 80), ("https://h:8443?x", "h", 8443), ("https://[::1]:9/", "::1", 9),
            ("https://user@h/", nil, 0), ("ftp://h/", nil, 0), ("https:///", nil, 0), ("https://h:0/", nil, 0),
            ("https://h:x/", nil, 0), ("/relative", nil, 0), ("https://[::1/", nil, 0),
        ] as [(String, String?, Int)])
    func urlParts(url: String, host: String?, port: Int) {
        #expect(URLParts(url)?.host == host)
        if host != nil { #expect(URLParts(url)?.port == port) }
    }
}
