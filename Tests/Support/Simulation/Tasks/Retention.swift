/// From when on the 24 hours count for which a finished task is known; the pages of the service differ.
public enum Retention: Sendable, Equatable {
    /// From its submission, as the pages of single models say.
    case fromSubmission
    /// From its end, as the general page may be read. A task that has not ended is known as long as it takes.
    case fromEnd
}
