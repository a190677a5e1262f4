import Glibc
import Synchronization

/// What systemd is to a service: a socket that takes its notifications, sd_notify(3).
public final class ServiceManagerSocket: Sendable {
    private final class Inbox: Sendable {
        let messages = Mutex<[String]>([])
    }

    /// The value of `NOTIFY_SOCKET`.
    public let name: String
    private let descriptor: CInt
    private let inbox = Inbox()

    /// Takes messages from now on.
    /// - Parameter name: a path, or `@` and the name of an abstract socket.
    public init(_ name: String) throws {
        self.name = name
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        if name.hasPrefix("@") { address.sun_path.0 = 0 }
        let length = MemoryLayout<sa_family_t>.size + name.utf8.count
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(length)) }
        }
        guard bound == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw ServerError.failed(program: "bind \(name)", status: bound, output: reason)
        }
        startThread { [descriptor, inbox] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                let message = String(decoding: buffer[..<count], as: UTF8.self)
                inbox.messages.withLock { $0.append(message) }
            }
        }
    }

    // The thread's wait ends, then its descriptor goes.
    deinit {
        shutdown(descriptor, CInt(SHUT_RDWR))
        close(descriptor)
    }

    /// What was told so far.
    public var messages: [String] { inbox.messages.withLock { $0 } }

    /// Waits until what was told fulfils a condition.
    public func wait(deadline: Duration = .seconds(60), until condition: ([String]) -> Bool) async throws {
        let end = ContinuousClock.now + deadline
        while !condition(messages) {
            guard ContinuousClock.now < end else {
                throw ServerError.notEnded(program: "the service", output: "\(messages)")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
