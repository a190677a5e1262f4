/// A place in the settings file.
struct FilePosition: Sendable, Equatable, Comparable {
    let line: Int
    let column: Int

    static func < (left: FilePosition, right: FilePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
