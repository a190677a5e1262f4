import FlyingFox
import FlyingSocks
import FoundationEssentials

/// Reads a planned body piece by piece as the connection takes it.
struct BodyStream: AsyncBufferedSequence {
    typealias Element = UInt8

    let plan: BodyPlan
    let log: RequestLog
    let recordID: Int
    let gate: StallGate

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        private let stream: BodyStream
        private var sent: Int64 = 0

        init(stream: BodyStream) { self.stream = stream }

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            let plan = stream.plan
            try Task.checkCancellation()
            try await pause(before: plan)
            let limit = Swift.min(Int64(count), plan.count - sent, allowance(plan))
            guard limit > 0 else {
                stream.log.finished(stream.recordID)
                if plan.closesConnection { throw ConnectionClosed() }
                return nil
            }
            let position = plan.offset + sent
            var bytes = try plan.source.read(at: position, count: Int(limit))
            if let flipped = plan.flippedByte, (position..<position + limit).contains(flipped) {
                bytes[bytes.startIndex + Int(flipped - position)] ^= 0xFF
            }
            sent += limit
            stream.log.sent(limit, stream.recordID)
            return bytes
        }

        private func pause(before plan: BodyPlan) async throws {
            switch plan.disturbance {
            case .none: break
            case .stall(let after): if sent == Swift.min(after, plan.count) { try await stream.gate.wait() }
            case .trickle(_, let pause): if sent > 0 { try await Task.sleep(for: pause) }
            }
        }

        /// How many bytes may go out before the next pause.
        private func allowance(_ plan: BodyPlan) -> Int64 {
            switch plan.disturbance {
            case .stall(let after) where sent < after: after - sent
            case .trickle(let bytes, _): Int64(bytes)
            case .none, .stall: .max
            }
        }
    }
}
