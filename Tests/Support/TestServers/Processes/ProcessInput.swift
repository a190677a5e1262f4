/// What a process finds on its stdin.
public enum ProcessInput: Sendable, Equatable {
    /// Nothing.
    case empty
    /// These bytes.
    case bytes([UInt8])
    /// What is written later; it ends when it is closed, or when the writing process ends in whatever way.
    case open
}
