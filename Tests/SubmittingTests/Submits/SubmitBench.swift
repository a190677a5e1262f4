import Foundation
import HTTPTransport
import Manifest
import ModelStudio
import Pacing
import Redaction
import Simulation
import Synchronization
import TestServers

@testable import Submitting

/// A simulated Model Studio, a manifest of one's own, and a clock whose waits take no time.
final class SubmitBench: Sendable {
    let studio: ModelStudioSimulator
    let manifest: Manifest
    private let scratch: ScratchDirectory
    private let waited = Mutex(Duration.zero)

    init(_ options: SimulatorOptions = SimulatorOptions()) async throws {
        studio = try await ModelStudioSimulator.start(options)
        scratch = try ScratchDirectory("submitting")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
    }

    /// What submitters waited for, all together.
    var waits: Duration { waited.withLock { $0 } }

    /// A path in a directory of the bench.
    func file(_ name: String) -> String { scratch.file(name) }

    /// A submitter as a process of its own has it: nothing but the manifest is shared with another one.
    ///
    /// - Parameter region: what the settings name.
    func submitter(region: String = "singapore") throws -> Submitter {
        let clock = WaitClock(
            now: { self.waits },
            sleep: { wait in
                try Task.checkCancellation()
                self.waited.withLock { $0 += wait }
                self.studio.advanceClock(by: wait / .seconds(1))
            })
        let serviceClock = ServiceClock()
        let client = ModelStudioClient(
            http: try HTTPClient(), endpoint: studio.apiURL, apiKey: Secret(studio.apiKey),
            pacer: Pacer(permitsPerSecond: 10_000), serviceClock: serviceClock, retries: 2,
            backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(1)), clock: clock)
        return Submitter(
            manifest: manifest, studio: client, region: region, clock: clock, now: { serviceClock.now() })
    }

    /// One submit by a process of its own.
    func submit(
        _ job: SubmitJob, rule: RepeatRule = .never, givesUpUnclear: Bool = false, region: String = "singapore"
    ) async throws -> SubmitResult {
        let submitter = try submitter(region: region)
        try await submitter.begin()
        var preparer = JobPreparer()
        return await submitter.submit(try preparer.prepare(job), rule: rule, givesUpUnclear: givesUpUnclear)
    }

    static func job(_ name: String = "i", clientID: String? = nil) -> SubmitJob {
        SubmitJob(
            clientID: clientID, image: .address("https://a.example/\(name).png"),
            video: .address("https://a.example/v.mp4"), mode: .standard)
    }

    /// How often the service accepted a task.
    var accepted: Int { studio.taskIDs.count }
}
