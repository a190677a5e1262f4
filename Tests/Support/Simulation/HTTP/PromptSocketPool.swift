import FlyingSocks
import Glibc

/// A pool that lets small pieces leave at once (`TCP_NODELAY`).
///
/// The server writes the head of an answer and then its body. On a connection that was used before, the body would wait
/// for the client's acknowledgement of the head, which comes about 40 ms late.
struct PromptSocketPool: AsyncSocketPool {
    let base: any AsyncSocketPool

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    /// Connections take the setting over from the listening socket; the ones that were faster get it here.
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        var isOn: CInt = 1
        setsockopt(socket.file.rawValue, CInt(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<CInt>.size))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
