/// Windows whose first page is read, and that have to be read further.
struct OpenWindows {
    /// As many windows as it takes to read the most pages a day can fill. A list without end is left there.
    static let limit = 3 * ListPass.pageLimit

    private var windows: [(ListWindow, FirstPage)] = []
    private var taken = 0

    /// Whether there were too many of them.
    private(set) var isCut = false

    init(_ window: ListWindow, _ page: FirstPage) { windows = [(window, page)] }

    /// Adds the parts of a window, the oldest to be read on first. Those that are read already are left out, so that
    /// few are open at once.
    mutating func add(_ parts: [(ListWindow, FirstPage)]) {
        windows += parts.filter { !$0.1.isWhole }.reversed()
    }

    /// Takes out the one to be read on next.
    mutating func next() -> (ListWindow, FirstPage)? {
        guard let window = windows.popLast() else { return nil }
        taken += 1
        isCut = taken > Self.limit
        return isCut ? nil : window
    }
}
