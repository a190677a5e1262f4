import FoundationEssentials
import Glibc

/// Who started keepreel as a service and wants to know how it does: systemd, or nobody.
///
/// The protocol is one datagram of `NAME=value` lines to the socket that `NOTIFY_SOCKET` names (sd_notify(3)).
struct ServiceManager {
    /// What there is to tell.
    enum News: Equatable {
        /// It works, for the first time or after a reload.
        case ready
        /// It takes up new settings.
        case reloading
        /// One line that `systemctl status` shows.
        case status(String)

        /// As the protocol words it.
        var text: String {
            switch self {
            case .ready: "READY=1"
            case .reloading: "RELOADING=1"
            case .status(let line): "STATUS=\(line.split(whereSeparator: \.isNewline).joined(separator: " "))"
            }
        }
    }

    private let address: sockaddr_un?
    private let length: socklen_t

    /// - Parameter socket: the value of `NOTIFY_SOCKET`: a path, or `@` and the name of an abstract socket.
    init(socket: String?) {
        let name = Array((socket ?? "").utf8)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let header = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
        let fits = name.count > 1 && name.count < MemoryLayout.size(ofValue: address.sun_path)
        guard fits, name[0] == UInt8(ascii: "/") || name[0] == UInt8(ascii: "@") else {
            self.address = nil
            length = 0
            return
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // The name of an abstract socket begins with a zero byte, and its length says where it ends.
        if name[0] == UInt8(ascii: "@") { address.sun_path.0 = 0 }
        self.address = address
        length = socklen_t(header + name.count)
    }

    /// Tells it; that nobody listens is no failure of keepreel.
    func tell(_ news: News) {
        guard let address else { return }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let message = Array(news.text.utf8)
        _ = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
