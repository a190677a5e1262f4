import Foundation
import Glibc
import TestServers

/// A server that refuses everything, and repeats all it was sent where it explains why: what an error of AWS or OSS
/// quotes of a signature, and what gateways quote of a key.
final class EchoServer: Sendable {
    private let listener: LoopbackListener

    var url: String { "http://127.0.0.1:\(listener.port)" }

    init(status: Int) throws {
        listener = try LoopbackListener { connection in
            inThread {
                var patience = timeval(tv_sec: 2, tv_usec: 0)
                setsockopt(
                    connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout.size(ofValue: patience)))
                let head = Self.head(connection)
                let reply = Self.reply(to: head, status: status)
                send(connection, reply, reply.count, CInt(MSG_NOSIGNAL))
                shutdown(connection, CInt(SHUT_WR))
                // What is still coming would turn a close into a reset, before the reply was read.
                var rest = [UInt8](repeating: 0, count: 65536)
                while recv(connection, &rest, rest.count, 0) > 0 {}
                close(connection)
            }
        }
    }

    func stop() { listener.stop() }

    private static func head(_ connection: CInt) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func reply(to head: String, status: Int) -> [UInt8] {
        let lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        func field(_ name: String) -> String {
            lines.first { $0.lowercased().hasPrefix(name + ":") }?.drop { $0 != ":" }.dropFirst().trimmingCharacters(
                in: .whitespaces) ?? ""
        }
        let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? "/"
        let told = [field("authorization"), field("x-amz-security-token"), field("x-oss-security-token")].filter {
            !$0.isEmpty
        }.joined(separator: ", ")
        let message = "refused \(told) for https://host\(path) (\(path))"
        let isJSON = path.hasPrefix("/api") || path.hasPrefix("/keys")
        let body =
            isJSON
            ? #"{"code":"InvalidApiKey","message":"\#(message)","request_id":"r","Code":"Failed","Message":"\#(message)"}"#
            : """
            <?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code>\
            <Message>\(escaped(message))</Message><AWSAccessKeyId>AKIATESTADMIN</AWSAccessKeyId>\
            <StringToSign>\(escaped(head))</StringToSign><SignatureProvided>\(escaped(told))</SignatureProvided>\
            <CanonicalRequest>\(escaped(head))</CanonicalRequest><RequestId>r</RequestId></Error>
            """
        return Array(
            """
            HTTP/1.1 \(status) Refused\r\nContent-Type: application/\(isJSON ? "json" : "xml")\r\n\
            Location: https://host\(path)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)
            """.utf8)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
