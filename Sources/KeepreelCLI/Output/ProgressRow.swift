import Archiving
import FoundationEssentials
import Manifest

/// One line of the progress display: name, bar, share, size, rate, time left, deadline; a narrow terminal has fewer.
struct ProgressRow {
    /// Columns there are.
    let width: Int
    let mark: String
    let now: Date
    /// Whether the settings bound the rate.
    let isBounded: Bool

    private static let longestName = 36
    private static let bars = 5...20
    /// A bar gets more only from what the name leaves.
    private static let usualBar = 10
    private static let dueWidth = 14

    func line(_ video: VideoProgress) -> TintedText {
        var rest = percent(video)
        if width >= 79 { rest += "  " + TintedText(size(video)) }
        if width >= 59 { rest += "  " + TintedText(rate(video)) }
        if width >= 79 { rest += "  " + TintedText(timeLeft(video)) }
        let showsDue = width >= 35
        // Behind the name a space, around the bar brackets, behind it a space.
        let free = width - rest.width - (showsDue ? Self.dueWidth + 2 : 0) - 4
        guard free >= 2 * Self.bars.lowerBound else {
            return TintedText(
                DisplayWidth.cut("\(name(video, max(1, width - 5))) \(percent(video).plain)", to: width, mark: ""))
        }
        let bar = min(Self.bars.upperBound, max(min(Self.usualBar, free / 2), free - Self.longestName))
        let name = name(video, min(Self.longestName, free - bar))
        if showsDue, let due = due(video) { rest += "  " + due }
        return TintedText("\(name) [\(self.bar(video, bar))] ") + rest
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
        let text = video.rate.flatMap { $0 >= 1 ? "\(HumanText.bytes(Int64($0)))/s" : nil } ?? "-"
        return DisplayWidth.right(video.isStalled && !isBounded ? "stalled" : text, to: 10)
    }

    /// In whole seconds, and at least one.
    private func timeLeft(_ video: VideoProgress) -> String {
        let text = video.secondsLeft.map { "\(HumanText.span(max(1, $0.rounded(.up)))) left" } ?? "-"
        return DisplayWidth.right(video.isWhole ? "ending" : text, to: 12)
    }

    /// Red where it is near, or nearer than the end.
    private func due(_ video: VideoProgress) -> TintedText? {
        guard let deadline = video.deadline else { return nil }
        let left = deadline.timeIntervalSince(now)
        let isNear = left < ArchivalRun.riskTime / .seconds(1) || left < video.secondsLeft ?? 0
        return TintedText(left > 0 ? "due in \(HumanText.span(left))" : HumanText.overdue, isNear ? .bad : nil)
    }
}
