import Testing

@testable import HTTPTransport

@Suite("A source URL from outside", .timeLimit(.minutes(1)))
struct HostileSourceTests {
    private static let server = Result { try ScriptedServer { connection in try connection.respond(200, body: [1]) } }

    /// Opens a source and tells how it was refused; `nil` where it was not.
    private static func refusal(
        of url: String, _ policy: AddressPolicy = .publicOnly, proxies: ProxyPolicy = ProxyPolicy(environment: [:])
    ) async throws -> TransportError.Kind? {
        let client = try HTTPClient(TransportOptions(connectTimeout: .seconds(5), proxies: proxies))
        do {
            _ = try await client.openStream(HTTPRequest("GET", url), segmentLength: 1, sourcePolicy: policy)
            return nil
        } catch .transport(let error) {
            return error.kind
        } catch {
            return nil
        }
    }

    /// Spellings that lead libcurl to a server on this machine; PORT is its.
    static let ownMachine = [
        "http://127.0.0.1:PORT/", "http://127.1:PORT/", "http://127.0.1:PORT/", "http://0177.0.0.1:PORT/",
        "http://0x7f.0.0.1:PORT/", "http://0x7F000001:PORT/", "http://017700000001:PORT/", "http://2130706433:PORT/",
        "http://0:PORT/", "http://0.0.0.0:PORT/", "HTTP://127.0.0.1:PORT/",
        "http://localhost:PORT/", "HTTP://LocalHost:PORT/", "http://a.localhost:PORT/",
        "http://127.0.0.1:PORT", "http://127.0.0.1:PORT?x", "http://127.0.0.1:PORT#x",
    ]

    @Test("does not lead to this machine, however it is spelt and whatever its name resolves to", arguments: ownMachine)
    func reachesNoServer(form: String) async throws {
        let server = try Self.server.get()
        let before = server.connections
        let url = form.replacing("PORT", with: "\(server.port)")
        #expect(try await Self.refusal(of: url) == .addressRefused)
        #expect(server.connections == before)
        // It is the policy that refuses it: with leave to, the very same URL is fetched.
        #expect(try await Self.refusal(of: url, .any) == nil)
    }

    /// Addresses that must never be asked, by the forms that URLs have for them.
    static let privateAddresses = [
        "169.254.169.254", "0xA9FEA9FE", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "2852039166", "169.254.43518",
        "169.16689662", "100.100.100.200", "0x646464c8", "1684301000", "0144.0144.0144.0310", "100.100.25800",
        "10.0.0.1", "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "0300.0250.0.1", "100.64.0.1",
        "169.254.170.2", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.192",
    ]

    @Test("does not lead to private, metadata or reserved IPv4 addresses", arguments: privateAddresses)
    func privateAddress(host: String) async throws {
        for url in ["http://\(host)/latest/meta-data/", "http://\(host):8080/", "HTTP://\(host):80?x"] {
            #expect(try await Self.refusal(of: url) == .addressRefused, "\(url)")
        }
    }

    @Test(
        "does not lead there by a name with its root either",
        arguments: ["127.0.0.1.", "localhost.", "169.254.169.254.", "0x7f000001.", "2852039166.", "10.0.0.1.."])
    func rooted(host: String) async throws {
        let server = try Self.server.get()
        let before = server.connections
        // Resolvers differ in what they take for such a name.
        let kind = try await Self.refusal(of: "http://\(host):\(server.port)/")
        #expect(kind == .addressRefused || kind == .nameNotResolved)
        #expect(server.connections == before)
    }

    /// IPv6 forms of this machine's, private and metadata addresses.
    static let privateIPv6 = [
        "::1", "0:0:0:0:0:0:0:1", "::", "::ffff:127.0.0.1", "::FFFF:7F00:1", "::127.0.0.1", "::7f00:1",
        "64:ff9b::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::127.0.0.1", "2002:7f00:1::", "2002:7f00:0001::1",
        "::ffff:0:127.0.0.1", "2001:0:7f00:1::80ff:fffe", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe",
        "0:0:0:0:0:ffff:a9fe:a9fe", "::169.254.169.254", "64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe", "2002:a9fe:a9fe::1", "::ffff:100.100.100.200", "::ffff:6464:64c8",
        "64:ff9b::100.100.100.200", "2002:6464:64c8::", "::100.100.100.200", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::", "::ffff:192.168.1.1", "64:ff9b::c0a8:101", "2002:c0a8:101::", "fd00:ec2::254",
        "fd00:ec2::23", "fd20:ce::254", "fe80::a9fe:a9fe", "fe80::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1",
        "2001:db8::1", "3fff::1", "2001:10::1", "100::1", "5f00::1",
    ]

    @Test(
        "does not lead to IPv6 addresses of this machine, private networks and metadata services",
        arguments: privateIPv6)
    func specialIPv6(text: String) async throws {
        #expect(try #require(IPAddress(text: text)).isPublic == false)
        // Where a machine has no IPv6, libcurl does not get so far as to ask.
        let kind = try await Self.refusal(of: "http://[\(text)]/latest/meta-data/")
        #expect(kind == .addressRefused || kind == .nameNotResolved || kind == .notConnected)
    }

    @Test(
        "may lead to public IPv6 addresses",
        arguments: ["2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
    func ordinaryIPv6(text: String) throws {
        #expect(try #require(IPAddress(text: text)).isPublic)
    }

    /// What is no http or https URL of a plain host, or what two readers may take for two different hosts.
    static let forms = [
        "file:///etc/passwd", "FILE:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:PORT/_GET%20/",
        "ftp://127.0.0.1:PORT/a.mp4", "ftps://127.0.0.1:PORT/a", "sftp://127.0.0.1:PORT/a", "scp://127.0.0.1:PORT/a",
        "dict://127.0.0.1:PORT/show", "ldap://127.0.0.1:PORT/", "smb://127.0.0.1:PORT/a", "tftp://127.0.0.1:PORT/a",
        "telnet://127.0.0.1:PORT/", "imap://127.0.0.1:PORT/", "smtp://127.0.0.1:PORT/", "mqtt://127.0.0.1:PORT/a",
        "rtsp://127.0.0.1:PORT/a", "ws://127.0.0.1:PORT/", "data:video/mp4;base64,AAAA", "javascript:alert(1)",
        "127.0.0.1:PORT/", "localhost:PORT/", "//127.0.0.1:PORT/", "/etc/passwd", "", "http:127.0.0.1:PORT/",
        "http:/127.0.0.1:PORT/", "http:///127.0.0.1:PORT/", "http:////127.0.0.1:PORT/", "https:/\\127.0.0.1:PORT/",
        "http://user:pw@127.0.0.1:PORT/", "http://user@127.0.0.1:PORT/", "http://@127.0.0.1:PORT/",
        "http://8.8.8.8@127.0.0.1:PORT/", "http://8.8.8.8:80@127.0.0.1:PORT/", "http://a@b@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT\\@8.8.8.8/", "http://8.8.8.8\\@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\a",
        "http://127.0.0.1:PORT/a\tb", "http://127.0.0.1:PORT/a\nb", "http://127.0.0.1:PORT/a\r\nX-Evil: 1",
        "http://127.0.0.1:PORT/a b", " http://127.0.0.1:PORT/", "http://127.0.0.1:PORT/ ", "ht\ntp://127.0.0.1:PORT/",
        "http://127.0.0.1\t:PORT/", "http://127.0.0.1:PORT/\u{0}.mp4", "http://127.0.0.1:PORT\u{0}.aliyuncs.com/",
        "http://127.0.0.1:PORT/\u{1B}[31m", "http://127.0.0.1:PORT/\u{7F}", "http://%31%32%37.0.0.1:PORT/",
        "http://127%2e0.0.1:PORT/", "http://\u{FF11}27.0.0.1:PORT/", "http://127\u{3002}0\u{3002}0\u{3002}1:PORT/",
        "http://\u{2460}27.0.0.1:PORT/", "http://loc\u{AD}alhost:PORT/", "http://[::1%25lo]:PORT/",
        "http://[::1]x:PORT/", "http://[127.0.0.1]:PORT/", "http://127.0.0.1:PORT:80/", "http://127.0.0.1:0PORT0/",
        "http://127.0.0.1:-1/", "http://127.0.0.1:99999/", "http://127.0.0.1:+PORT/", "http://127.0.0.1:\u{0661}/",
        "http://:PORT/", "http://?PORT", "http://{127.0.0.1}:PORT/", "http://\"127.0.0.1\":PORT/",
    ]

    @Test("is refused by its form before anything is asked, even where private addresses are allowed", arguments: forms)
    func form(text: String) async throws {
        let server = try Self.server.get()
        let before = server.connections
        let url = text.replacing("PORT", with: "\(server.port)")
        #expect(try await Self.refusal(of: url, .any) == .badRequest)
        #expect(server.connections == before)
    }

    @Test(
        "is not handed to a proxy that would fetch it from its own network",
        arguments: [
            "http://169.254.1.1./", "http://127.0.0.1./", "http://localhost./", "http://0x7f.1/", "http://10.0.0.1/",
            "http://a.localhost./", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/",
        ])
    func proxied(url: String) async throws {
        let proxy = try ScriptedServer { connection in try connection.respond(200, body: [1]) }
        defer { proxy.stop() }
        let proxies = ProxyPolicy(environment: ["http_proxy": proxy.url])
        #expect(try await Self.refusal(of: url, proxies: proxies) == .addressRefused)
        #expect(proxy.connections == 0)
    }
}
