import Failures
import GRDB
import Synchronization

/// Steps of several callers that are written by one transaction, and so flushed once: while one group is on its way to the
/// disk, the next one gathers.
final class WriteGroup: Sendable {
    /// One caller's step.
    struct Step: Sendable {
        /// Does it, within the group's transaction or in one of its own.
        ///
        /// - Returns: why it failed; nothing of it is in the transaction then.
        let perform: @Sendable () -> Failure?
        /// Lets the caller go on: what was done is on disk, or failed for this reason, be it the step's own or the group's.
        let settle: @Sendable (Failure?) -> Void
    }

    private let gathering = Mutex<[Step]>([])
    /// Whether the steps that are being done are undone together, and so need no savepoint each: with one, SQLite copies
    /// every page a step changes. Read and set on the connection's queue.
    private let isWhole = Atomic(false)

    /// Whether what is written now is part of a whole that is undone as one.
    var undoesTogether: Bool { isWhole.load(ordering: .relaxed) }

    /// Hands over a step; the first one of a group has it written as soon as the connection is free.
    func add(_ step: Step, to queue: DatabaseQueue, path: String) {
        let isFirst = gathering.withLock { steps in
            steps.append(step)
            return steps.count == 1
        }
        guard isFirst else { return }
        queue.asyncWriteWithoutTransaction { [self] db in
            let steps = gathering.withLock { steps in
                defer { steps = [] }
                return steps
            }
            write(steps, db, path: path)
        }
    }

    private func write(_ steps: [Step], _ db: Database, path: String) {
        if steps.count > 1, writeWhole(steps, db, path: path) { return }
        var rest = steps[...]
        while let first = rest.first {
            // Alone it needs no transaction around its own.
            guard rest.count > 1 else { return first.settle(first.perform()) }
            rest = rest.dropFirst(Self.writeTogether(rest, db, path: path))
        }
    }

    /// - Returns: whether all are settled. Otherwise one of them failed, nothing was done, and each is to be done anew.
    private func writeWhole(_ steps: [Step], _ db: Database, path: String) -> Bool {
        isWhole.store(true, ordering: .relaxed)
        defer { isWhole.store(false, ordering: .relaxed) }
        var hasFailed = false
        var reason: Failure?
        do {
            try db.inTransaction(.immediate) {
                hasFailed = steps.contains { $0.perform() != nil }
                return hasFailed ? .rollback : .commit
            }
        } catch {
            reason = Failure(databaseError: error, path: path)
        }
        if hasFailed { return false }
        for step in steps { step.settle(reason) }
        return true
    }

    /// - Returns: how many were settled: all, unless SQLite gave up the whole transaction because of one of them.
    private static func writeTogether(_ steps: ArraySlice<Step>, _ db: Database, path: String) -> Int {
        var failures: [Failure?] = []
        var reason: Failure?
        do {
            try db.inTransaction(.immediate) {
                for step in steps {
                    let failure = step.perform()
                    failures.append(failure)
                    if !db.isInsideTransaction {
                        reason = failure
                        return .rollback
                    }
                }
                return .commit
            }
        } catch {
            reason = reason ?? Failure(databaseError: error, path: path)
            if failures.isEmpty { failures = steps.map { _ in nil } }
        }
        for (step, failure) in zip(steps, failures) { step.settle(failure ?? reason) }
        return failures.count
    }
}
