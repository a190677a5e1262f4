import Archiving
import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import Settings

/// Follows tasks until each has ended, and archives their videos. The run lock is held only while bytes flow and hooks
/// are called, so that scheduled runs go on meanwhile.
struct VideoWait: Sendable {
    private let tools: ArchivalRun.Tools
    private let transfer: TransferOptions
    private let context: CommandContext

    /// Model Studio advises 15 seconds; the first question comes sooner.
    private static let intervals: [Duration] = [.seconds(5), .seconds(10)]
    private static let interval = Duration.seconds(15)
    /// For a scheduled run that is about to end.
    private static let lockWait = Duration.seconds(2)
    /// The service may be away for so many questions in a row.
    private static let troubleLimit = 3

    init(
        context: CommandContext, manifest: Manifest, http: HTTPClient, studio: ModelStudioClient, bucket: Bucket,
        clock: ServiceClock
    ) throws(Failure) {
        tools = try context.tools(manifest: manifest, http: http, studio: studio, bucket: bucket, clock: clock)
        transfer = context.transferOptions
        self.context = context
    }

    /// - Returns: `done`, or what ended the wait early.
    func wait(for taskIDs: [String]) async throws -> ExitStatus {
        guard !taskIDs.isEmpty else { return .done }
        let display = RunDisplay(
            context: context, manifest: tools.manifest, isDryRun: false, only: taskIDs, isWait: true)
        let observe = context.observer(display)
        return try await withThrowingTaskGroup(of: ExitStatus?.self) { group in
            group.addTask {
                await display.draw()
                return nil
            }
            group.addTask { try await end(of: taskIDs, observe) }
            var status: ExitStatus?
            while status == nil, let ended = try await group.next() { status = ended }
            group.cancelAll()
            return status ?? .unfinished
        }
    }

    private func end(
        of taskIDs: [String], _ observe: @escaping @Sendable (RunEvent) -> Void
    ) async throws -> ExitStatus {
        var intervals = Self.intervals[...]
        var troubles = 0
        while true {
            var status = await follow(taskIDs, observe)
            if try has([.pending, .archiving], taskIDs) {
                status = status.orGraver(try await archive(taskIDs, observe))
            }
            guard try has([.waiting, .pending, .archiving], taskIDs) else { break }
            switch status {
            case .done, .unfinished, .lost, .unknownTask: troubles = 0
            case .unavailable:
                troubles += 1
                if troubles == Self.troubleLimit { return status }
            default: return status
            }
            let pause = intervals.popFirst() ?? Self.interval
            observe(.resting(pause))
            do { try await Task.sleep(for: pause) } catch { return .unfinished }
        }
        try markReported(taskIDs)
        return .done
    }

    /// Asks about the tasks; touches no video.
    private func follow(
        _ taskIDs: [String], _ observe: @escaping @Sendable (RunEvent) -> Void
    ) async -> ExitStatus {
        var options = RunOptions()
        options.only = Set(taskIDs)
        options.isDryRun = true
        let run = ArchivalRun(tools, options: options, transfer: transfer) { event in
            if case .problem = event { observe(event) }
        }
        return await run.run().status
    }

    /// - Returns: `unfinished` where another run is busy: it may archive them itself.
    private func archive(
        _ taskIDs: [String], _ observe: @escaping @Sendable (RunEvent) -> Void
    ) async throws(Failure) -> ExitStatus {
        let lock: ProcessLock
        do throws(Failure) {
            lock = try await ProcessLock.run(manifest: context.settings.manifest.path, wait: Self.lockWait)
        } catch {
            if error.code == ProcessLock.runIsLocked { return .unfinished }
            throw error
        }
        var options = RunOptions()
        options.only = Set(taskIDs)
        let hooks = HookCalls(context, tools.manifest, now: tools.now)
        let run = ArchivalRun(tools, options: options, transfer: transfer) { event in
            observe(event)
            hooks?.observe(event)
        }
        let summary = await withTaskCancellationHandler {
            let summary = await run.runUntilCancelled()
            await hooks?.finish()
            return summary
        } onCancel: {
            hooks?.stop()
        }
        _ = consume lock
        return summary.status
    }

    private func has(_ states: Set<VideoState>, _ taskIDs: [String]) throws(Failure) -> Bool {
        for taskID in taskIDs {
            if try tools.manifest.videos(of: taskID).contains(where: { states.contains($0.state) }) { return true }
        }
        return false
    }

    /// What this command tells, no later run tells again.
    private func markReported(_ taskIDs: [String]) throws(Failure) {
        var losses: [VideoKey] = []
        for taskID in taskIDs {
            losses += try tools.manifest.videos(of: taskID).filter { $0.state == .lost }.map(\.key)
        }
        try tools.manifest.markReported(failures: taskIDs, losses: losses, at: tools.now())
    }
}
