import Archiving

extension ArchivalRun {
    /// The run to its end, or until the task is cancelled, which aborts it.
    func runUntilCancelled() async -> RunSummary {
        await withTaskCancellationHandler {
            await run()
        } onCancel: {
            Task { await abort() }
        }
    }
}
