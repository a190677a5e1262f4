/// Whether the parts of a window hold the rows of the window.
enum PartsVerdict: Equatable {
    /// They do, together.
    case complete
    /// Each has the rows of the whole: the service does not go by the window.
    case alike
    /// They have fewer than the whole had. Rows left the list meanwhile, or the service leaves some out.
    case fewer

    /// - Parameters:
    ///   - whole: rows in the window, as its first page told.
    ///   - parts: rows in each of its parts.
    init(whole: Int, parts: [Int]) {
        let sum = parts.reduce(0, +)
        // Where rows come and go meanwhile, the sum is near to one of the two: the whole, or so many times the whole.
        if 2 * sum >= (1 + parts.count) * whole {
            self = .alike
        } else {
            self = sum < whole ? .fewer : .complete
        }
    }
}
