import Archiving
import FoundationEssentials
import Manifest

/// One line of the progress display: name, bar, share, size, rate, time left, deadline; a narrow terminal has fewer.
struct ProgressRow {
    /// Columns there are.
    let width: Int
    let mark: String
    let now: Date

    private static let nameWidths = 8...36
    private static let barWidths = 5...20

    func line(_ video: VideoProgress) -> TintedText {
        var rest = percent(video)
        if width >= 79 { rest += "  " + TintedText(size(video)) }
        if width >= 59 { rest += "  " + TintedText(rate(video)) }
        if width >= 79 { rest += "  " + TintedText(timeLeft(video)) }
        if width >= 35 { rest += "  " + due(video) }
        // Name, space, bar in brackets, space.
        let free = width - rest.width - 4
        guard free >= Self.nameWidths.lowerBound + Self.barWidths.lowerBound else {
            return TintedText(name(video, max(1, width - 5))) + " " + percent(video)
        }
        let nameWidth = min(
            Self.nameWidths.upperBound, max(Self.nameWidths.lowerBound, free - Self.barWidths.upperBound))
        let barWidth = min(Self.barWidths.upperBound, free - nameWidth)
        return TintedText("\(name(video, nameWidth)) [\(bar(video, barWidth))] ") + rest
    }

    /// Of several videos of a task the number stays, whatever the id loses.
    private func name(_ video: VideoProgress, _ width: Int) -> String {
        let number = video.key.index == 0 ? "" : "#\(video.key.index)"
        let id = DisplayWidth.cut(video.key.taskID, to: max(1, width - number.count), mark: mark)
        return DisplayWidth.padded(id + number, to: width)
    }

    private func bar(_ video: VideoProgress, _ width: Int) -> String {
        let filled = Int((video.share ?? 0) * Double(width))
        return String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    }

    private func percent(_ video: VideoProgress) -> TintedText {
        TintedText(DisplayWidth.right(video.share.map { "\(Int($0 * 100))%" } ?? "-", to: 4))
    }

    private func size(_ video: VideoProgress) -> String {
        DisplayWidth.right(HumanText.bytes(video.total ?? video.received), to: 8)
    }

    private func rate(_ video: VideoProgress) -> String {
        DisplayWidth.right(video.rate >= 1 ? "\(HumanText.bytes(Int64(video.rate)))/s" : "-", to: 10)
    }

    private func timeLeft(_ video: VideoProgress) -> String {
        let text = video.secondsLeft.map { $0 < 1 ? "ending" : "\(HumanText.span($0)) left" } ?? "-"
        return DisplayWidth.right(text, to: 12)
    }

    /// Red where it is near, or nearer than the end.
    private func due(_ video: VideoProgress) -> TintedText {
        guard let deadline = video.deadline else { return TintedText(DisplayWidth.padded("", to: 14)) }
        let left = deadline.timeIntervalSince(now)
        let text = left > 0 ? "due in \(HumanText.span(left))" : "overdue"
        let isNear = left < ArchivalRun.riskTime / .seconds(1) || left < video.secondsLeft ?? 0
        return TintedText(DisplayWidth.padded(text, to: 14), isNear ? .bad : nil)
    }
}
