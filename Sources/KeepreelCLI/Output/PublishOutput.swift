import Publishing

/// What `export --publish` prints: a line for each object with its permanent URL, and one for the tasks' documents.
enum PublishOutput {
    /// - Parameter link: the permanent URL of a key.
    static func write(_ summary: PublishSummary, link: (String) -> String) throws {
        for object in [summary.lines, summary.page] {
            let what = object.isNew ? "published" : "unchanged"
            try StandardOutput.write("\(what) \(link(object.key)) (\(HumanText.bytes(object.size)))\n")
        }
        guard let count = summary.taskCount else { return }
        try StandardOutput.write("published \(HumanText.counted(count, "task"))\n")
    }
}
