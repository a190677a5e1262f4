import TestServers

/// How one run of keepreel ended.
public struct RunNote: Sendable, Equatable {
    /// Which run it was, and what was done to it.
    public var label: String
    /// Its exit status.
    public var status: Int32
    /// Whether it was killed.
    public var isKilled: Bool
    /// What it wrote.
    public var output: String
    /// Whether statuses of trouble with the manifest's disk are right.
    public var isDiskFull = false
}
