import FoundationEssentials
import GRDB

/// Reads the columns of a row one after the other, in the order of the statement's column list.
///
/// By position and from SQLite's own row: GRDB's `Row` would make a table of the columns' names for every statement that
/// is run. A value that does not fit throws and is told as a corrupt manifest.
struct RowReader {
    private let statement: SQLiteStatement
    private var position: CInt = 0

    fileprivate init(_ row: StatementRow) { statement = row.statement }

    mutating func next<Value: StatementColumnConvertible>(_ type: Value.Type = Value.self) throws -> Value {
        defer { position += 1 }
        guard let value = Value.fromStatement(statement, atUncheckedIndex: position) else { throw UnreadableRow() }
        return value
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

extension Statement {
    /// Reads its rows one by one, until `body` says that it has seen enough.
    func read(
        _ arguments: StatementArguments = StatementArguments(), while body: (inout RowReader) throws -> Bool
    ) throws {
        let rows = try StatementRow.fetchCursor(self, arguments: arguments)
        // The end of the cursor is the end of the row.
        try withExtendedLifetime(rows) {
            while let row = try rows.next() {
                var reader = RowReader(row)
                guard try body(&reader) else { return }
            }
        }
    }

    /// What all its rows say.
    func all<Record>(
        _ arguments: StatementArguments = StatementArguments(), _ read: (inout RowReader) throws -> Record
    ) throws -> [Record] {
        var records: [Record] = []
        try self.read(arguments) { row in
            records.append(try read(&row))
            return true
        }
        return records
    }

    /// What its first row says; `nil` where there is none.
    func first<Record>(
        _ arguments: StatementArguments = StatementArguments(), _ read: (inout RowReader) throws -> Record
    ) throws -> Record? {
        var record: Record?
        try self.read(arguments) { row in
            record = try read(&row)
            return false
        }
        return record
    }
}

/// The row a statement stands at, in the guise of its first column: so a cursor of GRDB's goes along it.
private struct StatementRow: DatabaseValueConvertible, StatementColumnConvertible {
    let statement: SQLiteStatement

    init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

    /// Also where the first column is NULL.
    static func fromStatement(_ statement: SQLiteStatement, atUncheckedIndex index: CInt) -> StatementRow? {
        StatementRow(sqliteStatement: statement, index: index)
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StatementRow? { nil }
    var databaseValue: DatabaseValue { .null }
}
