import Digests
import Failures
import HTTPTransport
import Media
import Synchronization

/// The check of the whole content, fed by one relay or by those of several parts at once.
///
/// Within a box that is only stepped over, such as a video's media data, bytes need not be seen: a part that starts
/// before the check's horizon may be fetched in any order, the others wait until the horizon has come so far.
final class WholeCheck: Sendable {
    fileprivate struct State: ~Copyable {
        var check: ContentCheck
        /// Only where the source promises no other checksum of the whole.
        var md5: MD5?
        /// Bytes the MD5 covers.
        var md5Position: Int64 = 0
        var wholeMD5: String?
        var waiters: [UInt64: (offset: Int64, continuation: CheckedContinuation<Void, Never>)] = [:]
        var nextWaiter: UInt64 = 0
    }

    private let state: Mutex<State>

    init(_ check: ContentCheck) { state = Mutex(State(check: check)) }

    /// From now on the MD5 of the whole is wanted, too. To be called before the first byte, and then all bytes have to
    /// come in their order.
    func computeMD5() { state.withLock { $0.md5 = MD5() } }

    /// The first byte that has to be seen.
    var horizon: Int64 { state.withLock { $0.check.horizon } }

    /// What a later process goes on from; `nil` where it cannot.
    var checkpoint: [UInt8]? {
        state.withLock { $0.md5 == nil && $0.wholeMD5 == nil ? $0.check.checkpoint?.encoded : nil }
    }

    /// Takes bytes of the content. Those that were seen before, as a part was begun again, are stepped over.
    func passed(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(ContentDefect) {
        let reached = try state.withLock { state throws(ContentDefect) in
            state.digest(bytes, at: offset)
            if offset + Int64(bytes.count) > state.check.horizon { try state.check.consume(bytes, at: offset) }
            return state.takeReached()
        }
        for continuation in reached { continuation.resume() }
    }

    /// Waits until the horizon has come to an offset.
    ///
    /// - Throws: ``VideoArchiver/stopped`` when the task is cancelled.
    func reach(_ offset: Int64) async throws(Failure) {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    // Cancelling sets the flag before it looks for the waiter, so one of the two sees the other.
                    if state.check.horizon >= offset || Task.isCancelled { return true }
                    state.waiters[id] = (offset, continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
        if Task.isCancelled { throw VideoArchiver.stopped }
    }

    /// The verdict on all bytes.
    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        try state.withLock { state throws(ContentDefect) in
            if let md5 = state.md5.take() { state.wholeMD5 = hex(md5.finalize()) }
            return try state.check.finish(totalLength: totalLength)
        }
    }

    /// Lower-case hex MD5 of the whole, if it was computed and all is over.
    var wholeMD5: String? { state.withLock { $0.wholeMD5 } }
}

extension WholeCheck.State {
    fileprivate mutating func digest(_ bytes: UnsafeRawBufferPointer, at offset: Int64) {
        let isNew = offset + Int64(bytes.count) > md5Position
        guard md5 != nil, isNew else { return }
        md5?.update(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Int(max(0, md5Position - offset)))))
        md5Position = offset + Int64(bytes.count)
    }

    /// Those who wait for an offset that the horizon has come to.
    fileprivate mutating func takeReached() -> [CheckedContinuation<Void, Never>] {
        if waiters.isEmpty { return [] }
        let horizon = check.horizon
        let reached = waiters.filter { $0.value.offset <= horizon }
        for id in reached.keys { waiters[id] = nil }
        return reached.values.map(\.continuation)
    }
}
