import FoundationEssentials
import GRDB

/// Reads the columns of a row one after the other, in the order of the statement's column list.
///
/// By position, since looking columns up by name for each of them makes long listings slow. A value that does not fit
/// throws and is told as a corrupt manifest.
struct RowReader {
    private let row: Row
    private var position = 0

    init(_ row: Row) { self.row = row }

    mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ type: Value.Type = Value.self
    ) throws -> Value {
        defer { position += 1 }
        return try row.decode(type, atIndex: position)
    }

    mutating func nextDate() throws -> Date {
        Date(unixMilliseconds: try next())
    }

    mutating func nextDateIfPresent() throws -> Date? {
        try next(Int64?.self).map { Date(unixMilliseconds: $0) }
    }

    mutating func nextName<Name: RawRepresentable<String>>(_ type: Name.Type = Name.self) throws -> Name {
        guard let name = Name(rawValue: try next()) else { throw UnreadableRow() }
        return name
    }
}

/// A row holds a word this schema does not know.
struct UnreadableRow: Error {}
