/// The order of all tasks, kept as they come and go: lists of thousands are read page by page.
struct TaskOrder: Sendable {
    private struct Entry: Sendable, Comparable {
        var rank: Double
        var id: String

        static func < (one: Entry, other: Entry) -> Bool {
            one.rank == other.rank ? one.id < other.id : one.rank < other.rank
        }
    }

    private let order: ListOrder
    private var entries: [Entry] = []

    init(_ order: ListOrder) { self.order = order }

    /// The ids in their order.
    var ids: some Sequence<String> { entries.lazy.map(\.id) }

    mutating func insert(_ record: TaskRecord) {
        let entry = Entry(rank: order.rank(of: record), id: record.task.id)
        entries.insert(entry, at: position(of: entry))
    }

    mutating func remove(_ record: TaskRecord) {
        let entry = Entry(rank: order.rank(of: record), id: record.task.id)
        let position = position(of: entry)
        if position < entries.count, entries[position] == entry { entries.remove(at: position) }
    }

    /// Where the entry is, or would be.
    private func position(of entry: Entry) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
