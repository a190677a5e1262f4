import Synchronization

@testable import Archiving

/// The outcomes of one table of troubles. All of them are run, from the first on that is asked for: many side by side of
/// those that are waited for, few of the others.
final class FaultRuns: Sendable {
    private let cases: [FaultCase]
    private let started = Mutex<[String: Task<FaultOutcome, any Error>]?>(nil)

    init(_ cases: [FaultCase]) { self.cases = cases }

    /// What comes of a case.
    func outcome(of item: FaultCase) async throws -> FaultOutcome {
        let running = started.withLock { started in
            let tasks = started ?? start()
            started = tasks
            return tasks[item.testDescription]
        }
        guard let running else { return try await FaultBench.outcome(of: item) }
        return try await running.value
    }

    private func start() -> [String: Task<FaultOutcome, any Error>] {
        let (waiting, others) = (Permits(10), Permits(3))
        var tasks: [String: Task<FaultOutcome, any Error>] = [:]
        for item in cases {
            tasks[item.testDescription] = Task {
                let permit = try await (item.trouble.isSlow ? waiting : others).acquire()
                defer { permit.release() }
                return try await FaultBench.outcome(of: item)
            }
        }
        return tasks
    }
}
