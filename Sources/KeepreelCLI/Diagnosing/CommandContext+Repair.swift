import Archiving
import Diagnosis
import Failures
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import Settings

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
        return Repair(overwrites: settings.storage.overwrite) { taskIDs in
            await archive(taskIDs, tools, wait: wait)
        }
    }

    private func archive(_ taskIDs: Set<String>, _ tools: ArchivalRun.Tools, wait: Duration) async -> ExitStatus {
        let lock: ProcessLock
        do throws(Failure) { lock = try await lockRun(wait: wait) } catch {
            console.error(error)
            return error.exitStatus
        }
        var options = RunOptions()
        options.only = taskIDs
        let console = console
        let run = ArchivalRun(tools, options: options, transfer: transferOptions) { event in
            if case .problem(let failure, let key) = event { console.error(failure, of: key) }
        }
        let summary = await run.runUntilCancelled()
        _ = consume lock
        return summary.status
    }
}
