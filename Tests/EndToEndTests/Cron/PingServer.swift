import Foundation
import Glibc
import Synchronization
import TestServers

/// A monitor that keeps what it is told, and answers as it is to.
final class PingServer: Sendable {
    /// One ping: what follows the check's URL, and its body.
    struct Ping: Sendable, Equatable {
        var path: String
        var body: String
    }

    /// The part of the URL that is secret.
    static let secret = "d41d8cd9-secret-uuid"

    private let pings: Received
    private let listener: LoopbackListener

    private final class Received: Sendable {
        let all = Mutex<[Ping]>([])
    }

    /// The check's URL.
    var url: String { "http://127.0.0.1:\(listener.port)/\(Self.secret)" }

    /// All pings so far, in their order.
    var received: [Ping] { pings.all.withLock { $0 } }

    /// - Parameter head: the reply's status line and fields.
    init(answering head: String = "HTTP/1.1 200 OK\r\n") throws {
        let pings = Received()
        self.pings = pings
        listener = try LoopbackListener { connection in
            inThread {
                let request = Self.request(connection)
                if let ping = Self.ping(request) { pings.all.withLock { $0.append(ping) } }
                let reply = Array("\(head)Content-Length: 2\r\nConnection: close\r\n\r\nOK".utf8)
                send(connection, reply, reply.count, CInt(MSG_NOSIGNAL))
                close(connection)
            }
        }
    }

    func stop() { listener.stop() }

    private static func request(_ connection: CInt) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n"), text[end.upperBound...].utf8.count >= length(text) {
                return text
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return text }
            bytes += chunk[..<count]
        }
    }

    private static func length(_ text: String) -> Int {
        text.firstMatch(of: /(?i)content-length: *([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
    }

    private static func ping(_ request: String) -> Ping? {
        guard let first = request.split(separator: "\r\n").first?.split(separator: " "), first.count == 3,
            first[0] == "POST", first[1].hasPrefix("/\(secret)"), let end = request.firstRange(of: "\r\n\r\n")
        else { return nil }
        return Ping(path: String(first[1].dropFirst(secret.count + 1)), body: String(request[end.upperBound...]))
    }
}
