import FoundationEssentials

/// The spans the list is asked for.
enum DiscoveryWindows {
    /// Which clock the service reads a window by is not documented. UTC+8 is sent; the regions of Model Studio lie
    /// between UTC-8 and UTC+9. In seconds.
    private static let marginBefore = 16 * 3600.0
    private static let marginAfter = 3600.0
    /// For clocks that are not quite alike, in seconds.
    private static let clockMargin = 60.0
    /// The longest window the service takes, in seconds.
    private static let day: Int64 = 86_400

    /// Windows of at most 24 hours that cover the span whichever of these clocks the service reads them by.
    static func covering(_ start: Date, to end: Date) -> [ListWindow] {
        let first = Int64((start - marginBefore).timeIntervalSince1970.rounded(.down))
        let last = Int64((end + marginAfter + clockMargin).timeIntervalSince1970.rounded(.up))
        let cuts = stride(from: first + day, to: last, by: Int(day))
        return ListWindow(start: first, end: last).parts(cutAt: Array(cuts))
    }
}
