/// How much a finding matters.
public enum FindingLevel: String, Sendable, CaseIterable {
    /// As it should be.
    case ok
    /// Good to know; nothing needs doing.
    case note
    /// keepreel works, but not as well or not for as long as it could.
    case warning
    /// keepreel cannot work like this.
    case failure
}
