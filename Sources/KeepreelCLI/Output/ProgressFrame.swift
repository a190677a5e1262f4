import FoundationEssentials
import Manifest

/// The lines of the progress display; pure.
struct ProgressFrame {
    /// In the order they began.
    var underWay: [VideoProgress] = []
    var archived = 0
    /// Of the archived ones and those under way.
    var bytes: Int64 = 0
    /// Bytes a second over all.
    var rate = 0.0
    /// What is open in the manifest; `nil` before it is known.
    var queue: OpenVideos?

    /// Videos that failed in this run and were not begun again since.
    var deferred = 0
    /// Whether the settings bound the rate: then a video that does not move may only wait for its share.
    var isBounded = false
    /// Seconds until Model Studio is asked again; `nil` while it is.
    var nextLook: Double?
    /// The tasks that are waited for; `nil` where a run goes through all there is.
    var wait: TaskWait?

    /// - Parameters:
    ///   - size: of the terminal. No line reaches its last column, and one of its rows stays free for the cursor.
    ///   - mark: stands for what is left out of a name.
    func lines(_ size: TerminalSize, mark: String, now: Date) -> [TintedText] {
        let width = max(1, size.columns - 1)
        let room = max(0, size.rows - 2)
        var shown = underWay
        if shown.count > room {
            // Those that are most urgent, and one line for the others.
            let urgent = underWay.indices.sorted { due(underWay[$0]) < due(underWay[$1]) }.prefix(max(0, room - 1))
            shown = urgent.sorted().map { underWay[$0] }
        }
        let row = ProgressRow(width: width, mark: mark, now: now, isBounded: isBounded)
        var lines = shown.map(row.line)
        if shown.count < underWay.count, room > 0 {
            lines.append(
                TintedText(DisplayWidth.cut("and \(underWay.count - shown.count) more", to: width, mark: mark)))
        }
        if underWay.isEmpty, let wait, wait.tasks > 0 {
            let line = wait.line(archived: archived, nextLook: nextLook, width: width, mark: mark)
            return [TintedText(line)]
        }
        return lines + [totals(width)]
    }

    private func due(_ video: VideoProgress) -> Date { video.deadline ?? .distantFuture }

    /// What comes first is what a narrow terminal keeps.
    private func totals(_ width: Int) -> TintedText {
        var parts: [TintedText] = [TintedText("\(archived) archived"), TintedText("\(underWay.count) under way")]
        if let queue {
            let queued = max(0, queue.toArchive - underWay.count - deferred)
            if queued > 0 { parts.append(TintedText("\(queued) queued")) }
            if deferred > 0 { parts.append(TintedText("\(deferred) deferred")) }
            if queue.atRisk > 0 { parts.append(TintedText("\(queue.atRisk) at risk", .bad)) }
            if queue.waiting > 0 { parts.append(TintedText("\(queue.waiting) waiting for Model Studio")) }
        }
        if underWay.isEmpty, let nextLook {
            parts.append(TintedText("next look in \(HumanText.span(nextLook.rounded(.up)))"))
        }
        if bytes > 0 { parts.append(TintedText("\(HumanText.bytes(Int64(rate)))/s")) }
        if bytes > 0 { parts.append(TintedText(HumanText.bytes(bytes))) }
        var line = TintedText()
        for part in parts {
            let next = line.runs.isEmpty ? part : line + ", " + part
            if next.width > width { break }
            line = next
        }
        return line
    }
}
