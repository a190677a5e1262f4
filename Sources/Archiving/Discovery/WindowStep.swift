/// What follows from the first page of a window of the list.
///
/// A row keeps the time it was created at, so that it stays in its window however the list moves. What is on a single
/// page is of one moment: a window that small hides nothing, whatever the order of the rows is.
enum WindowStep: Equatable {
    /// The window is read.
    case whole
    /// Its parts are read, cut at these seconds.
    case split([Int64])
    /// It cannot be made smaller: it is read page by page.
    case pages

    /// Parts of a window at most: more would be in vain where its rows lie close together.
    static let partLimit: Int64 = 8

    /// - Parameters:
    ///   - page: its first page.
    ///   - largest: the most rows a page had so far, this one included.
    ///   - began: when the list was first read, in seconds since 1970.
    init(_ window: ListWindow, _ page: FirstPage, largest: Int, began: Int64) {
        if page.isWhole {
            self = .whole
        } else if page.rows == 0 || page.rows < largest || window.seconds < 2 {
            // A total above the rows of a page that is not full counts what cannot be seen.
            self = .pages
        } else if let border = page.border(in: window) {
            // What came meanwhile is for the next run: it may come faster than it can be read.
            self = window.start > began ? .whole : .split([border])
        } else {
            self = .split(Self.evenCuts(of: window, page))
        }
    }

    /// Cuts into parts of equal length, in which four fifths of a page are to be expected.
    private static func evenCuts(of window: ListWindow, _ page: FirstPage) -> [Int64] {
        let wanted = Int64(page.total / max(1, page.rows * 4 / 5) + 1)
        let parts = min(max(2, wanted), partLimit, window.seconds)
        return (1..<parts).map { window.start + window.seconds * $0 / parts }
    }
}
