import Failures
import FoundationEssentials
import Manifest
import ModelStudio

/// Finds the account's tasks in Model Studio's list and adds those the manifest does not know.
public struct Discovery: Sendable {
    /// What is looked for.
    public struct Scope: Sendable, Equatable {
        /// Model names; empty for every model.
        public var models: Set<String>
        /// How far back, at most 24 hours.
        public var window: Duration

        /// What is looked for, and how far back.
        public init(models: Set<String>, window: Duration) {
            self.models = models
            self.window = window
        }
    }

    let manifest: Manifest
    let studio: ModelStudioClient
    let scope: Scope
    let region: String
    let now: @Sendable () -> Date

    private static let pageSize = 100
    /// Which clock the service reads the window by is not documented: UTC+8 or UTC, 8 hours apart.
    private static let zoneMargin = Duration.seconds(8 * 3600)

    /// - Returns: how many tasks were new.
    func discover() async throws(Failure) -> Int {
        let end = now()
        let start = end - scope.window.inSeconds
        var added = 0
        for window in Self.windows(from: start, to: end) {
            var page = 1
            while true {
                let reply = try await studio.list(
                    from: window.lowerBound, to: window.upperBound, page: page, size: Self.pageSize)
                let wanted = reply.rows.filter { isWanted($0, since: start) }
                added += try manifest.add(
                    wanted.map {
                        NewTask(taskID: $0.taskID, model: $0.model, region: region, submittedAt: $0.createdAt)
                    },
                    origin: .discovered, now: now())
                guard !reply.rows.isEmpty, page * Self.pageSize < reply.total else { break }
                page += 1
            }
        }
        return added
    }

    /// Windows of at most 24 hours that cover the span whichever of the two clocks the service reads them by.
    static func windows(from start: Date, to end: Date) -> [Range<Date>] {
        let day = 86_400.0
        let first = start - zoneMargin.inSeconds
        // A minute ahead, for clocks that are not quite alike.
        let last = end + 60
        var windows: [Range<Date>] = []
        var from = first
        while from < last {
            let to = min(from + day, last)
            windows.append(from..<to)
            from = to
        }
        return windows
    }

    private func isWanted(_ row: TaskRow, since start: Date) -> Bool {
        guard scope.models.isEmpty || row.model.map(scope.models.contains) == true else { return false }
        guard row.createdAt.map({ $0 >= start }) ?? true else { return false }
        switch row.status {
        case .succeeded, .pending, .running, .other: return true
        case .failed, .canceled, .unknown: return false
        }
    }
}
