import FoundationEssentials

/// A span of the list, in whole seconds since 1970. Both ends belong to it, as the service takes them.
struct ListWindow: Equatable {
    let start: Int64
    let end: Int64

    /// The span's length in seconds.
    var seconds: Int64 { end - start }

    /// The time it begins at, for a request.
    var from: Date { Date(timeIntervalSince1970: Double(start)) }
    /// The time it ends at, for a request.
    var to: Date { Date(timeIntervalSince1970: Double(end)) }

    /// Windows that lie next to each other and cover this one; a border belongs to both neighbours.
    func parts(cutAt cuts: [Int64]) -> [ListWindow] {
        zip([start] + cuts, cuts + [end]).map { ListWindow(start: $0, end: $1) }
    }
}
