import FoundationEssentials
public import Manifest

/// A page of its own that shows the videos of an export: no server, no other file, in memory that does not depend on
/// their number.
///
/// The same entries give the same bytes: nothing in the page depends on when it was written.
public struct GalleryWriter: ExportWriter {
    /// The most entries a page shows, the newest ones; a browser holds them all.
    public static let capacity = 20_000

    /// What the script reads of an entry, in the order of its rows.
    private static let columns: [ExportColumn] = [
        .taskID, .index, .model, .taskStatus, .state, .url, .contentType, .size, .width, .height, .duration,
        .submittedAt, .endedAt, .expiresAt, .archivedAt, .error,
    ]

    private let sink: ByteSink
    private var bytes = GalleryPage.head
    private var row: [UInt8] = []
    private var toPass: Int
    private let passed: Int
    private var isEmpty = true
    private var changedAt: Date?

    /// - Parameters:
    ///   - total: how many entries will be written, as far as is known; of more than ``capacity`` the first are left
    ///     out and the page says how many.
    ///   - sink: takes the bytes in pieces; what it throws ends the export.
    public init(total: Int, to sink: @escaping ByteSink) { self.init(total: total, capacity: Self.capacity, to: sink) }

    init(total: Int, capacity: Int, to sink: @escaping ByteSink) {
        self.sink = sink
        passed = max(0, total - capacity)
        toPass = passed
    }

    /// Appends one entry; they come from the oldest to the newest.
    public mutating func write(_ entry: ExportEntry) throws {
        changedAt = max(changedAt ?? entry.changedAt, entry.changedAt)
        guard toPass == 0 else {
            toPass -= 1
            return
        }
        row.removeAll(keepingCapacity: true)
        entry.appendJSONArray(of: Self.columns, to: &row)
        bytes += (isEmpty ? "\n" : ",\n").utf8
        isEmpty = false
        ScriptData.append(json: row, to: &bytes)
        if bytes.count >= Self.pieceLength { try flush() }
    }

    /// Ends the page and writes what is left.
    public mutating func finish() throws {
        bytes += GalleryPage.betweenEntriesAndFacts
        bytes += facts.utf8
        bytes += GalleryPage.tail
        try flush()
    }

    private var facts: String {
        let names = Self.columns.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let time = changedAt.map { "\"\($0.formatted(.iso8601))\"" } ?? "null"
        return "{\"columns\":[\(names)],\"changed_at\":\(time),\"left_out\":\(passed)}"
    }

    private static let pieceLength = 64 << 10

    private mutating func flush() throws {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
