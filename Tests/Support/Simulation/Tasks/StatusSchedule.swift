/// Which status a task shows to which query.
public struct StatusSchedule: Sendable, Equatable {
    /// One status, shown to a number of queries.
    public struct Step: Sendable, Equatable {
        /// What is shown.
        public var status: TaskStatus
        /// To how many queries.
        public var queries: Int

        /// Shows `status` to `queries` queries.
        public init(_ status: TaskStatus, queries: Int) {
            self.status = status
            self.queries = queries
        }
    }

    /// What is shown first, in this order.
    public var steps: [Step]
    /// What is shown from then on.
    public var final: TaskStatus

    /// Shows the steps one after the other and then `final`.
    public init(_ steps: [Step], then final: TaskStatus) {
        self.steps = steps
        self.final = final
    }

    /// Shows one status from the first query on.
    public static func immediately(_ status: TaskStatus) -> StatusSchedule { StatusSchedule([], then: status) }

    /// Shows another status to the first queries.
    /// - Parameters:
    ///   - queries: how many queries see `meanwhile`.
    ///   - final: what every later query sees.
    ///   - meanwhile: what the first queries see.
    public static func after(
        queries: Int, _ final: TaskStatus = .succeeded, meanwhile: TaskStatus = .running
    ) -> StatusSchedule {
        StatusSchedule([Step(meanwhile, queries: queries)], then: final)
    }

    /// The status after so many queries, that is the one the next query sees.
    func status(afterQueries count: Int) -> TaskStatus {
        var left = count
        for step in steps {
            if left < step.queries { return step.status }
            left -= step.queries
        }
        return final
    }
}
