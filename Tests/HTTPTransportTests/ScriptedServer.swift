import Foundation
import Glibc
import Synchronization

/// A raw TCP server on a free loopback port; the script decides, byte by byte, what a connection gets. Its thread keeps
/// it until it is stopped or the test process ends.
final class ScriptedServer: Sendable {
    typealias Script = @Sendable (Connection) throws -> Void

    let port: UInt16
    private let listener: Int32
    private let connectionCount = Mutex(0)

    /// Connections accepted so far.
    var connections: Int { connectionCount.withLock { $0 } }

    var url: String { "http://127.0.0.1:\(port)" }

    /// A server whose queue of connections is full: nobody is refused, nobody gets in.
    static func full() throws -> ScriptedServer {
        let server = try ScriptedServer(backlog: 0)
        for _ in 0..<4 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            address.sin_port = server.port.bigEndian
            _ = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        return server
    }

    convenience init(_ script: @escaping Script) throws {
        try self.init(backlog: 64)
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                connectionCount.withLock { $0 += 1 }
                Thread.detachNewThread {
                    let connection = Connection(client)
                    try? script(connection)
                    connection.close()
                }
            }
        }
    }

    private init(backlog: Int32) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, backlog) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    struct Request {
        var line: String
        var headers: [String: String]
        var names: [String]
        var method: String { String(line.prefix { $0 != " " }) }
    }

    struct Gone: Error {}

    /// One accepted connection; used by its script's thread only.
    final class Connection {
        private let descriptor: Int32
        private var buffer: [UInt8] = []
        private var isOpen = true

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        func request() throws -> Request {
            while true {
                if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                    let text = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                    buffer.removeSubrange(..<end.upperBound)
                    let lines = text.components(separatedBy: "\r\n")
                    var request = Request(line: lines[0], headers: [:], names: [])
                    for line in lines.dropFirst() {
                        let name = String(line.prefix { $0 != ":" }).lowercased()
                        request.names.append(name)
                        request.headers[name] = line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
                    }
                    return request
                }
                try fill()
            }
        }

        func body(_ count: Int) throws -> [UInt8] {
            while buffer.count < count { try fill() }
            defer { buffer.removeFirst(count) }
            return Array(buffer[..<count])
        }

        /// Everything until the other side ends the connection.
        func rest() -> [UInt8] {
            while (try? fill()) != nil {}
            return buffer
        }

        /// Reads and forgets everything until the other side ends the connection.
        func discard() {
            buffer = []
            var chunk = [UInt8](repeating: 0, count: 256 << 10)
            while recv(descriptor, &chunk, chunk.count, 0) > 0 {}
        }

        func send(_ text: String) throws { try send(Array(text.utf8)) }

        func send(_ bytes: [UInt8]) throws {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Gone() }
                sent += count
            }
        }

        /// A whole response.
        func respond(_ status: Int, _ headers: [String] = [], body: [UInt8] = []) throws {
            let head = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers
            try send(head.joined(separator: "\r\n") + "\r\n\r\n")
            try send(body)
        }

        /// Ends the connection with a reset instead of a close.
        func reset() {
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
            close()
        }

        func close() {
            guard isOpen else { return }
            isOpen = false
            Glibc.close(descriptor)
        }

        private func fill() throws {
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { throw Gone() }
            buffer += chunk[..<count]
        }
    }
}
