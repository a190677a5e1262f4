/// One reading of a window of Model Studio's list, page after page, and whether the list may have moved under it.
///
/// Neither the order of the rows nor what a page number means while rows come and go is documented. A row is hidden
/// when one before it leaves the list between two pages: it moves onto the page that was read already.
struct ListPass: Equatable {
    /// Rows asked for on a page.
    static let pageSize = 100
    /// The highest documented rate, 5 submissions a second, fills so many pages in 24 hours. A list without end is left
    /// there.
    static let pageLimit = 4320

    /// Pages read so far.
    private(set) var pages = 0
    /// Whether there is another page to read.
    private(set) var hasMore = true
    /// Whether it ended before the list did.
    private(set) var isCut = false

    /// Rows so far; one that the page before had, too, counts once.
    private var rows = 0
    private var total = 0
    private var isTotalSteady = true
    private var isFirstPageSteady = true
    private var firstPage: [String] = []
    private var previousPage: Set<String> = []
    private var pagesWithRows = 0

    /// Takes the next page.
    ///
    /// - Parameters:
    ///   - ids: of its rows.
    ///   - total: of the rows on all pages, as far as the service says.
    mutating func take(_ ids: [String], total: Int) {
        pages += 1
        if pages == 1 {
            (firstPage, self.total) = (ids, total)
        } else if total != self.total {
            isTotalSteady = false
            self.total = total
        }
        hasMore = false
        guard !ids.isEmpty else { return }
        pagesWithRows += 1
        rows += ids.count { !previousPage.contains($0) }
        let isRepeated = previousPage == Set(ids)
        previousPage = Set(ids)
        // The service may know fewer rows a page than were asked for, and no total.
        let isFull = ids.count >= Self.pageSize
        guard isFull || rows < total else { return }
        hasMore = !isRepeated && pages < Self.pageLimit
        // Asked for a page behind the last one, a service may give the last one again.
        isCut = !hasMore && (!isRepeated || rows < total)
    }

    /// Whether the first page is to be read again: what is on a single page is of one moment.
    var asksForFirstPageAgain: Bool { pagesWithRows > 1 }

    /// Takes the first page as it is after the last one was read.
    mutating func takeFirstAgain(_ ids: [String], total: Int) {
        isFirstPageSteady = ids == firstPage
        if total != self.total { isTotalSteady = false }
    }

    /// Whether nothing can have been hidden.
    var isQuiet: Bool {
        if isCut { return false }
        if pagesWithRows <= 1 { return rows >= total }
        return isTotalSteady && isFirstPageSteady && rows >= total
    }
}
