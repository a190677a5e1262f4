/// What a colour says; nothing else is coloured.
enum Tint {
    case good
    case caution
    case bad

    /// The sequence that switches it on (ECMA-48, SGR); these three are legible on dark and on light.
    var sequence: String {
        switch self {
        case .good: "\u{1B}[32m"
        case .caution: "\u{1B}[33m"
        case .bad: "\u{1B}[31m"
        }
    }

    /// Switches every colour off.
    static let end = "\u{1B}[0m"
}
