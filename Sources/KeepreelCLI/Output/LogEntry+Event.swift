import Archiving
import Failures
import FoundationEssentials
import Manifest

extension LogEntry {
    /// What happened in a run; `nil` for what is told elsewhere.
    init?(_ event: RunEvent) {
        switch event {
        case .discovered(let count): self.init(.info, "\(count) new tasks found")
        case .began(let key, _, _): self.init(.info, "task \(key): archiving begins", of: key)
        case .ended(let key, .archived(let bytes, let url)):
            self.init(.info, "archived task \(key) (\(HumanText.bytes(bytes))) \(url)", of: key)
            (self.bytes, self.url) = (bytes, url)
        case .ended(let key, .postponed(let failure)):
            self.init(.error, "\(failure); keepreel tries again until the deadline", of: key, failure.code)
        case .ended(let key, .cancelled): self.init(.info, "task \(key): stopped, the next run goes on", of: key)
        // Lost ones are told by the report, stopping failures as problems of the run, a dry run's list on stdout.
        case .ended(_, .lost), .ended(_, .stopped), .wouldArchive, .resting: return nil
        // No later run tells of these two again.
        case .taskFailed(let task):
            self.init(
                .error, "task \(task.taskID) \(task.ending)",
                of: VideoKey(taskID: task.taskID, index: 0), task.error?.code)
        case .lost(let video):
            self.init(
                .error,
                "\(Self.loss) task \(video.key): \(video.lastError?.description ?? "its URL died")\(Self.end(of: video))",
                of: video.key, video.lastError?.code)
        case .problem(let failure, let key):
            self.init(.error, "\(failure)")
            (self.key, code) = (key, failure.code)
        case .clockIsOff(let offset): self.init(.warning, HumanText.clock(offset))
        }
    }

    /// When the URL of a lost video died, where that is known: nobody brings it back.
    private static func end(of video: VideoRecord) -> String {
        guard let end = video.expiresAt, let lostAt = video.lostAt, end <= lostAt else { return "" }
        return "; its URL died at \(end.formatted(.iso8601)), nothing more can be done"
    }

    private init(_ level: LogLevel, _ message: String, of key: VideoKey, _ code: String? = nil) {
        self.init(level, message)
        (self.key, self.code) = (key, code)
    }
}
