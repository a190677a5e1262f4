/// What one run is asked to do.
public struct RunOptions: Sendable {
    /// Discover, query and list, but transfer no byte of media.
    public var isDryRun = false
    /// At most so many videos are begun.
    public var limit: Int?
    /// Only these tasks; `nil` for all.
    public var only: Set<String>?
    /// What to look for in Model Studio's list; `nil` does not look.
    public var discovery: Discovery.Scope?
    /// Keep asking at this interval until no task is pending; `nil` asks once.
    public var watch: Duration?

    /// A plain run: everything known, once, without discovery.
    public init() {}
}
