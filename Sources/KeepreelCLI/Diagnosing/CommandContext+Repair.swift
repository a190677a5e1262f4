import Archiving
import Diagnosis
import Failures
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import Settings
import Synchronization

extension CommandContext {
    /// Repairs by archival runs of the tasks concerned, each under the lock of runs.
    ///
    /// - Parameter wait: how long another run is waited for each time.
    func repair(
        _ manifest: Manifest, _ http: HTTPClient, _ bucket: Bucket, wait: Duration
    ) throws(Failure) -> Repair {
        let clock = ServiceClock()
        let tools = try tools(
            manifest: manifest, http: http, studio: try studio(http, clock: clock), bucket: bucket, clock: clock)
        return Repair { taskIDs in
            await archive(taskIDs, tools, wait: wait)
        }
    }

    private func archive(_ taskIDs: Set<String>, _ tools: ArchivalRun.Tools, wait: Duration) async -> RepairRun {
        let lock: ProcessLock
        do throws(Failure) { lock = try await lockRun(wait: wait) } catch {
            console.error(error)
            return RepairRun(status: error.exitStatus, trouble: error)
        }
        var options = RunOptions()
        options.only = taskIDs
        let console = console
        let trouble = Mutex<Failure?>(nil)
        let run = ArchivalRun(tools, options: options, transfer: transferOptions) { event in
            guard case .problem(let failure, let key) = event else { return }
            console.error(failure, of: key)
            trouble.withLock { $0 = $0 ?? failure }
        }
        let summary = await run.runUntilCancelled()
        _ = consume lock
        return RepairRun(status: summary.status, trouble: trouble.withLock { $0 })
    }
}
