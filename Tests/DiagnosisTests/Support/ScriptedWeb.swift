import Diagnosis
import HTTPTransport
import Synchronization

/// Gives prepared replies in turn; asked for more, it has no connection.
final class ScriptedWeb: WebReading {
    struct Reply: Sendable {
        var head = HTTPResponseHead(status: 200)
        var segments: [[UInt8]] = []
        /// What comes instead of a head, or, where there are segments, after them.
        var error: TransportError?

        init(
            _ status: Int, _ headers: HTTPHeaders = [:], segments: [[UInt8]] = [], error: TransportError? = nil
        ) {
            head = HTTPResponseHead(status: status, headers: headers)
            self.segments = segments
            self.error = error
        }

        init(_ error: TransportError) { self.error = error }
    }

    private struct State {
        var replies: [Reply]
        var requests: [HTTPRequest] = []
    }

    private let state: Mutex<State>

    init(_ replies: [Reply]) { state = Mutex(State(replies: replies)) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func open(_ request: HTTPRequest, segmentLength: Int) async throws(SourceStreamError) -> any WebStream {
        let reply = state.withLock { state in
            state.requests.append(request)
            return state.replies.isEmpty ? nil : state.replies.removeFirst()
        }
        guard let reply else { throw .transport(TransportError(.notConnected, "nobody listens")) }
        if let error = reply.error, reply.segments.isEmpty { throw .transport(error) }
        guard reply.head.isSuccess else { throw .refused(HTTPResponse(head: reply.head, body: [])) }
        return ScriptedStream(reply)
    }
}

/// The body of one reply.
private final class ScriptedStream: WebStream {
    let head: HTTPResponseHead
    private let state: Mutex<ScriptedWeb.Reply>

    init(_ reply: ScriptedWeb.Reply) {
        head = reply.head
        state = Mutex(reply)
    }

    func next() async throws(TransportError) -> [UInt8] {
        let step = state.withLock { reply -> Result<[UInt8], TransportError> in
            if !reply.segments.isEmpty { return .success(reply.segments.removeFirst()) }
            return reply.error.map { .failure($0) } ?? .success([])
        }
        return try step.get()
    }
}
