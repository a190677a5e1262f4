import Glibc
import Synchronization
import TestServers

/// A server that takes connections and never says what it is asked for.
final class SilentServer: Sendable {
    /// How far it goes.
    enum Manner: String, CaseIterable, Sendable {
        /// It neither reads nor writes.
        case mute
        /// It sends the head of a reply with a length, and no byte of the body.
        case headOnly
        /// It sends such a head and a byte every half second.
        case trickle
    }

    private final class Connections: Sendable {
        let open = Mutex<[CInt]>([])
    }

    private let connections = Connections()
    private let listener: LoopbackListener

    var url: String { "http://127.0.0.1:\(listener.port)" }

    /// Connections so far.
    var connectionCount: Int { connections.open.withLock { $0.count } }

    init(_ manner: Manner = .mute) throws {
        let head = Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n".utf8)
        listener = try LoopbackListener { [connections] connection in
            connections.open.withLock { $0.append(connection) }
            guard manner != .mute else { return }
            send(connection, head, head.count, CInt(MSG_NOSIGNAL))
            guard manner == .trickle else { return }
            inThread {
                while send(connection, [0x20], 1, CInt(MSG_NOSIGNAL)) == 1 { usleep(500_000) }
            }
        }
    }

    /// Drops every connection and takes no more.
    func stop() {
        listener.stop()
        // Not closed: a thread may still write, and the number would be another's.
        connections.open.withLock { connections in
            for connection in connections { shutdown(connection, CInt(SHUT_RDWR)) }
        }
    }

    /// Waits until so many connections came.
    func wait(connections: Int = 1, deadline: Duration = .seconds(30)) async throws {
        let end = ContinuousClock.now + deadline
        while connectionCount < connections {
            guard ContinuousClock.now < end else { throw ServerError.notReady(log: "no connection came") }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
