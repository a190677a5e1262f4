/// A value that never shows itself: printing, interpolating, dumping or reflecting it gives `REDACTED`.
public struct Secret: Sendable, Hashable {
    private let value: String

    /// Keeps the value from being shown.
    public init(_ value: String) { self.value = value }

    /// The value itself, for the one place that signs or sends it.
    public func reveal() -> String { value }

    /// Whether the value is the empty string.
    public var isEmpty: Bool { value.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `REDACTED`.
    public var description: String { "REDACTED" }
    /// Always `REDACTED`.
    public var debugDescription: String { description }
    /// Shows no child, so that `dump` has nothing to print.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
