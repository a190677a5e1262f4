/// What follows after a pass over a window of the list.
enum PassVerdict: Equatable {
    /// The window is read.
    case done
    /// The list moved: once more.
    case again
    /// It moves too much to be read whole.
    case moving
    /// It has no end, or its pages repeat each other.
    case endless

    /// Passes over one window in one run.
    static let limit = 5

    /// - Parameters:
    ///   - passes: this one included, from 1.
    ///   - pass: the last one.
    ///   - added: tasks it found that were new, though they were in the list before the first pass began.
    init(passes: Int, pass: ListPass, added: Int) {
        if pass.isQuiet {
            self = .done
        } else if passes > 1, added == 0 {
            self = pass.isCut ? .endless : .done
        } else if passes < Self.limit {
            self = .again
        } else {
            self = pass.isCut ? .endless : .moving
        }
    }
}
