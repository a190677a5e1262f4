import Glibc

/// TCP sockets of 127.0.0.1.
enum TCPSocket {
    /// One that is bound to a port, which others of this kind may share.
    /// - Parameter port: 0 for any free one.
    static func bound(to port: UInt16) throws -> CInt {
        let descriptor = try make()
        var isOn: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &isOn, socklen_t(MemoryLayout<CInt>.size))
        guard withAddress(port, { bind(descriptor, $0, $1) }) == 0 else {
            let number = errno
            close(descriptor)
            throw ServerError.noFreePort(errno: number)
        }
        return descriptor
    }

    /// One that is connected to a port; `nil` if nobody listens there.
    static func connected(to port: UInt16) -> CInt? {
        guard let descriptor = try? make() else { return nil }
        guard withAddress(port, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        prompt(descriptor)
        return descriptor
    }

    /// The port a socket is bound to.
    static func port(of descriptor: CInt) throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { throw ServerError.noFreePort(errno: errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Lets small pieces leave at once.
    static func prompt(_ descriptor: CInt) {
        var isOn: CInt = 1
        setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<CInt>.size))
    }

    /// Closes a connection by RST.
    static func reset(_ descriptor: CInt) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close(descriptor)
    }

    private static func make() throws -> CInt {
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { throw ServerError.noFreePort(errno: errno) }
        return descriptor
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
