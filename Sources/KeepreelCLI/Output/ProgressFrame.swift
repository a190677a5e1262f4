import FoundationEssentials
import HTTPTransport
import Manifest

/// A video under way, as the frame shows it.
struct VideoProgress: Sendable {
    var key: VideoKey
    var progress: RelayProgress
    var deadline: Date?
}

/// The lines of the progress display; pure.
struct ProgressFrame {
    var underWay: [VideoProgress]
    var archived: Int
    var bytes: Int64

    /// - Parameters:
    ///   - width: columns of the terminal; no line is longer.
    ///   - elapsed: seconds since the run began.
    func lines(width: Int, elapsed: Double, now: Date) -> [String] {
        let moving = underWay.reduce(Int64(0)) { $0 + $1.progress.received }
        let rate = elapsed > 0.5 ? Double(bytes + moving) / elapsed : 0
        var lines = underWay.map { Self.line($0, width: width, now: now) }
        lines.append(
            "\(archived) archived, \(underWay.count) under way, \(HumanText.bytes(bytes + moving)), "
                + "\(HumanText.bytes(Int64(rate)))/s")
        return lines.map { String($0.prefix(max(1, width - 1))) }
    }

    private static func line(_ video: VideoProgress, width: Int, now: Date) -> String {
        let (received, total) = (video.progress.received, video.progress.total)
        let share = total.map { $0 > 0 ? Double(received) / Double($0) : 0 } ?? 0
        // A source may send more than it announced.
        let filled = Int(min(1, max(0, share)) * 20)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        let size = HumanText.bytes(received) + (total.map { " of \(HumanText.bytes($0))" } ?? "")
        let left = video.deadline.map { ", \(HumanText.span($0.timeIntervalSince(now))) left" } ?? ""
        return "\(HumanText.column(video.key.description, 36)) [\(bar)] \(size)\(left)"
    }
}
