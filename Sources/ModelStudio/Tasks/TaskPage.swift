/// One page of the account's task list.
public struct TaskPage: Sendable, Equatable {
    /// Tasks on all pages, as far as the service says.
    public var total: Int
    /// In the order of the service, which is not documented.
    public var rows: [TaskRow]

    /// A page of these rows.
    public init(total: Int, rows: [TaskRow]) {
        self.total = total
        self.rows = rows
    }
}
