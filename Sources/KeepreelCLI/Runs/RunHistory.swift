import FoundationEssentials
import Manifest

/// `keepreel status --runs`: what the last runs did.
struct RunHistory {
    let context: CommandContext
    let limit: Int

    func write(_ format: ReportFormat) throws {
        let runs = try context.readManifest().lastRuns(limit: limit)
        // Only the newest that has not ended can hold the lock; runs that failed before they began came without it.
        let open = runs.firstIndex { $0.outcome == nil }
        let rows = runs.enumerated().map { position, run in
            RunRow(run: run, isUnderWay: position == open && Self.isAlive(run.pid))
        }
        switch format {
        case .json: try StandardOutput.write("[" + rows.map(\.json).joined(separator: ",\n") + "]\n")
        case .text:
            if rows.isEmpty, !context.options.quiet {
                return context.console.tell("no run yet; 'keepreel run' begins one")
            }
            for line in RunRow.table(rows, width: StandardOutput.width, mark: StandardOutput.traits.mark) {
                try StandardOutput.show(line + "\n")
            }
        }
    }

    /// Whether a process of this number is a keepreel: numbers are given anew.
    private static func isAlive(_ pid: Int32) -> Bool {
        func name(_ process: String) -> String? {
            try? String(contentsOf: URL(filePath: "/proc/\(process)/comm"), encoding: .utf8)
        }
        guard let name = name("\(pid)") else { return false }
        return name == Self.ownName
    }

    private static var ownName: String? {
        try? String(contentsOf: URL(filePath: "/proc/self/comm"), encoding: .utf8)
    }
}
