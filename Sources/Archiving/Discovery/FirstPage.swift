import FoundationEssentials
import ModelStudio

/// What the first page of a window tells of the window.
struct FirstPage: Equatable {
    /// Rows on the page.
    let rows: Int
    /// Rows in the window, as far as the service says.
    let total: Int
    /// When some of its rows were created, where its rows stand in the order of their creation.
    private let ends: Ends?

    private struct Ends: Equatable {
        var first: Date
        var last: Date
        /// Nine tenths of the rows stand up to here. They are read anew, and a few more may have come by then.
        var border: Date
    }

    init(_ page: TaskPage) {
        rows = page.rows.count
        total = page.total
        let times = page.rows.compactMap(\.createdAt)
        guard times.count == rows, let first = times.first, let last = times.last else {
            ends = nil
            return
        }
        let isRising = zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
        let isFalling = zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
        ends = isRising || isFalling ? Ends(first: first, last: last, border: times[max(1, rows * 9 / 10) - 1]) : nil
    }

    /// Whether the window's rows are all on the page, and so of one moment.
    var isWhole: Bool { rows < ListPass.pageSize && rows >= total }

    /// The second that parts most rows of the page from the others, where the rows stand in order and their clock is
    /// the window's. `nil` if it is not inside the window.
    func border(in window: ListWindow) -> Int64? {
        guard let ends else { return nil }
        let times = [ends.first, ends.last, ends.border].map { Int64($0.timeIntervalSince1970.rounded(.down)) }
        guard times.allSatisfy({ (window.start...window.end).contains($0) }) else { return nil }
        let border = ends.first > ends.last ? times[2] + 1 : times[2]
        return border > window.start && border < window.end ? border : nil
    }
}
