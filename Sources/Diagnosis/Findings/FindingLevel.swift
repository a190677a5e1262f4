/// How much a finding matters.
public enum FindingLevel: String, Sendable, CaseIterable, Comparable {
    /// As it should be.
    case ok
    /// Good to know; nothing needs doing.
    case note
    /// keepreel works, but not as well or not for as long as it could.
    case warning
    /// keepreel cannot work like this.
    case failure

    /// Whether it matters less.
    public static func < (left: FindingLevel, right: FindingLevel) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
