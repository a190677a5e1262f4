import Glibc
import TestServers

/// Takes connections on a free loopback port, one after the other, on a thread of its own.
final class LoopbackListener: Sendable {
    let port: UInt16
    private let descriptor: CInt

    /// - Parameter take: is given each connection, which is its own to close.
    init(_ take: @escaping @Sendable (_ connection: CInt) -> Void) throws {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isListening else { throw ServerError.noFreePort(errno: errno) }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
        inThread {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                take(connection)
            }
        }
    }

    /// Takes no more connections.
    func stop() {
        shutdown(descriptor, CInt(SHUT_RDWR))
        close(descriptor)
    }
}

/// Runs something that blocks on a thread of its own, as tasks' threads are too few for that.
func inThread(_ body: @escaping @Sendable () -> Void) {
    final class Seat: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let seat = Unmanaged.passRetained(Seat(body)).toOpaque()
    let result = pthread_create(
        &thread, nil,
        { opaque in
            if let opaque { Unmanaged<Seat>.fromOpaque(opaque).takeRetainedValue().body() }
            return nil
        }, seat)
    precondition(result == 0, "no thread for a test server")
    pthread_detach(thread)
}
