import CCurl
import Glibc

/// An IPv4 or IPv6 address as its bytes in network order.
public struct IPAddress: Sendable, Equatable {
    /// 4 or 16 bytes.
    public let bytes: [UInt8]

    /// - Parameter bytes: 4 (IPv4) or 16 (IPv6) bytes in network order; anything else gives `nil`.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// - Parameter text: an address in its usual form, as libcurl tells it; IPv6 without brackets.
    init?(text: String) {
        var (ipv4, ipv6) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &ipv4) == 1 {
            bytes = withUnsafeBytes(of: ipv4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &ipv6) == 1 {
            bytes = withUnsafeBytes(of: ipv6) { Array($0) }
        } else {
            return nil
        }
    }

    init?(_ address: UnsafePointer<sockaddr>, length: Int) {
        let raw = UnsafeRawBufferPointer(start: address, count: length)
        switch Int32(address.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size: bytes = Array(raw[4..<8])
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size: bytes = Array(raw[8..<24])
        default: return nil
        }
    }

    /// Neither private, loopback, link-local, shared (100.64/10, where OSS-internal endpoints and Alibaba's metadata
    /// service live), documentation, multicast nor reserved. Source: IANA special-purpose address registries.
    public var isPublic: Bool {
        bytes.count == 4 ? Self.isPublicIPv4(bytes[0], bytes[1], bytes[2]) : isPublicIPv6
    }

    private static func isPublicIPv4(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second, third) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _): false
        case (169, 254, _): false
        case (172, 16...31, _): false
        case (192, 168, _), (192, 0, 0), (192, 0, 2), (192, 88, 99): false
        case (198, 18...19, _), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }

    private var isPublicIPv6: Bool {
        if let embedded = embeddedIPv4 { return Self.isPublicIPv4(embedded[0], embedded[1], embedded[2]) }
        // Only 2000::/3 is global unicast; of it, 2001:db8::/32 and 3fff::/20 are documentation, 2001::/23 is special.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 {
            return !(bytes[2] == 0x0D && bytes[3] == 0xB8) && bytes[2] > 0x01
        }
        return !(bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] & 0xF0 == 0)
    }

    /// The IPv4 address inside a mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96) or 6to4 (2002::/16) address.
    private var embeddedIPv4: [UInt8]? {
        let zeros = [UInt8](repeating: 0, count: 10)
        if Array(bytes[0..<10]) == zeros, bytes[10] == 0xFF, bytes[11] == 0xFF { return Array(bytes[12...]) }
        if Array(bytes[0..<12]) == [0x00, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8) {
            return Array(bytes[12...])
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Array(bytes[2..<6]) }
        return nil
    }
}
