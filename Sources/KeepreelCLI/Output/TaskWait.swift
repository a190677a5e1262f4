/// The line of tasks that are waited for while none of their videos is under way; pure.
struct TaskWait {
    /// Those that have not ended.
    var tasks = 0
    /// The only one of them, and what Model Studio said of it last.
    var only: (taskID: String, status: String?)?
    /// How long they are waited for already.
    var seconds = 0.0

    /// `task cee5… PENDING at Model Studio, 12s, asked again in 3s`
    ///
    /// - Parameters:
    ///   - archived: videos that are safe already.
    ///   - nextLook: seconds until they are asked for again; `nil` while they are.
    ///   - width: columns there are.
    func line(archived: Int, nextLook: Double?, width: Int, mark: String) -> String {
        let head = archived > 0 ? "\(archived) archived, " : ""
        let time = HumanText.span(seconds)
        let tail = ", \(time)" + (nextLook.map { ", asked again in \(HumanText.span($0.rounded(.up)))" } ?? "")
        let line: String
        if let only {
            let state = only.status.map { " \($0) at Model Studio" } ?? " waits for Model Studio"
            let rest = DisplayWidth.of(head + "task " + state + tail)
            let id = DisplayWidth.cut(only.taskID, to: max(Self.shortestID, width - rest), mark: mark)
            line = head + "task " + id + state + tail
        } else {
            line = "\(head)\(tasks) tasks wait for Model Studio\(tail)"
        }
        return DisplayWidth.cut(line, to: width, mark: mark)
    }

    private static let shortestID = 5
}
