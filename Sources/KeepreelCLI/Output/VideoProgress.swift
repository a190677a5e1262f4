import FoundationEssentials
import Manifest

/// A video under way, as the frame shows it.
struct VideoProgress: Sendable {
    var key: VideoKey
    /// Bytes taken from the source.
    var received: Int64 = 0
    /// Length of the whole, once it is known.
    var total: Int64?
    /// Bytes a second of late; `nil` before that is known.
    var rate: Double?
    /// When its URL dies.
    var deadline: Date?

    /// 0 to 1; `nil` before the length is known. A source may send more than it announced.
    var share: Double? {
        total.map { $0 > 0 ? min(1, max(0, Double(received) / Double($0))) : 1 }
    }

    /// What counts as no movement, in bytes a second: a connection that is slower is given up after a while.
    private static let standstill = 1024.0

    /// Whether it has begun and nothing comes any more.
    var isStalled: Bool { received > 0 && !isWhole && rate.map { $0 < Self.standstill } ?? false }

    /// Whether all of it is here; the storage has not confirmed it yet.
    var isWhole: Bool { total.map { received >= $0 } ?? false }

    /// Seconds until all is here, at this rate; `nil` where nothing moves.
    var secondsLeft: Double? {
        guard let total, let rate else { return nil }
        if isWhole { return 0 }
        return rate >= Self.standstill ? Double(total - received) / rate : nil
    }
}
