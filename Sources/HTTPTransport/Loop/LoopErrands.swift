import Synchronization

/// Work that operations of a loop wait for without holding the loop up: it is done in tasks, and what comes of it is
/// handed over on the loop's thread.
final class LoopErrands {
    private struct Errand {
        let task: Task<Void, Never>
        let deliver: () -> Void
    }

    /// A result on its way between the two.
    private final class Parcel<Value: Sendable>: Sendable {
        private let content = Mutex<Result<Value, any Error>?>(nil)

        func put(_ result: Result<Value, any Error>) { content.withLock { $0 = result } }
        func take() -> Result<Value, any Error>? { content.withLock { $0.take() } }
    }

    private let mailbox: LoopMailbox
    private var errands: [UInt64: Errand] = [:]
    private var last: UInt64 = 0

    init(mailbox: LoopMailbox) { self.mailbox = mailbox }

    /// Starts the work; its result is delivered on the loop's thread, unless it is cancelled before.
    ///
    /// - Returns: What ``cancel(_:)`` takes.
    func start<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value,
        deliver: @escaping (Result<Value, any Error>) -> Void
    ) -> UInt64 {
        last += 1
        let id = last
        let parcel = Parcel<Value>()
        let task = Task { [mailbox] in
            do {
                parcel.put(.success(try await work()))
            } catch {
                parcel.put(.failure(error))
            }
            mailbox.put { core in core.errands.ended(id) }
        }
        errands[id] = Errand(task: task) { parcel.take().map(deliver) }
        return id
    }

    /// Cancels the work; nothing is delivered.
    func cancel(_ id: UInt64) { errands.removeValue(forKey: id)?.task.cancel() }

    private func ended(_ id: UInt64) { errands.removeValue(forKey: id)?.deliver() }
}
