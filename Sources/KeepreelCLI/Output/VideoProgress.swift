import FoundationEssentials
import Manifest

/// A video under way, as the frame shows it.
struct VideoProgress: Sendable {
    var key: VideoKey
    /// Bytes taken from the source.
    var received: Int64 = 0
    /// Length of the whole, once it is known.
    var total: Int64?
    /// Bytes a second of late.
    var rate = 0.0
    /// When its URL dies.
    var deadline: Date?

    /// 0 to 1; `nil` before the length is known. A source may send more than it announced.
    var share: Double? {
        total.map { $0 > 0 ? min(1, max(0, Double(received) / Double($0))) : 1 }
    }

    /// Seconds until all is here, at this rate; `nil` where nothing moves.
    var secondsLeft: Double? {
        guard let total else { return nil }
        if received >= total { return 0 }
        return rate >= 1 ? Double(total - received) / rate : nil
    }
}
