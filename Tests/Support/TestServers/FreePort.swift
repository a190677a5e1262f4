import Glibc

/// Ports of 127.0.0.1 that nobody uses at the moment.
public enum FreePort {
    /// Takes one.
    public static func take() throws -> UInt16 { try take(count: 1)[0] }

    /// Takes several different ones.
    public static func take(count: Int) throws -> [UInt16] {
        var sockets: [CInt] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { throw ServerError.noFreePort(errno: errno) }
            sockets.append(descriptor)
            return try bindAnyPort(descriptor)
        }
    }

    private static func bindAnyPort(_ descriptor: CInt) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard result == 0 else { throw ServerError.noFreePort(errno: errno) }
        return UInt16(bigEndian: address.sin_port)
    }
}
