import FoundationEssentials

/// The spans the list is asked for.
enum DiscoveryWindows {
    /// Which clock the service reads a window by is not documented: UTC+8 or UTC, 8 hours apart.
    private static let zoneMargin = 8 * 3600.0
    /// For clocks that are not quite alike, in seconds.
    private static let clockMargin = 60.0
    /// The longest window the service takes, in seconds.
    private static let day = 86_400.0

    /// Windows of at most 24 hours that cover the span whichever of the two clocks the service reads them by.
    static func covering(_ start: Date, to end: Date) -> [Range<Date>] {
        let last = end + clockMargin
        var windows: [Range<Date>] = []
        var from = start - zoneMargin
        while from < last {
            let to = min(from + day, last)
            windows.append(from..<to)
            from = to
        }
        return windows
    }
}
