import Failures
import Manifest

/// What `keepreel cancel` prints: a line a task, or one JSON object; what failed goes to standard error as well.
struct CancelReport: Sendable {
    let format: ReportFormat
    let isQuiet: Bool
    let console: Console

    /// Tells of a task as soon as there is something to tell.
    func tell(_ outcome: CancelOutcome) throws {
        let taskID = outcome.taskID
        switch outcome.result {
        case .cancelled: try show("task \(taskID) is cancelled")
        case .accepted: try show("task \(taskID) is being cancelled")
        case .failed(let failure): console.error(failure, of: VideoKey(taskID: taskID, index: 0))
        }
    }

    /// - Parameter untried: those left out after one that every other would fail like.
    func end(_ outcomes: [CancelOutcome], untried: ArraySlice<String>) throws {
        if !untried.isEmpty { console.tell("\(untried.count) more not tried", .error) }
        if format == .json { try StandardOutput.write(Self.json(outcomes, untried: untried)) }
    }

    private func show(_ line: String) throws {
        if format == .text, !isQuiet { try StandardOutput.show(line + "\n") }
    }

    /// `{"cancelled":[…],"not_cancelled":[{"task_id":…,"error":…}]}`; what the service accepted counts as cancelled.
    static func json(_ outcomes: [CancelOutcome], untried: ArraySlice<String>) -> String {
        var cancelled: [String] = []
        var failed: [String] = []
        for outcome in outcomes {
            switch outcome.result {
            case .cancelled, .accepted: cancelled.append(JSONLine.string(outcome.taskID))
            case .failed(let failure): failed.append(json(outcome.taskID, failure.description))
            }
        }
        failed += untried.map { json($0, "not tried") }
        return "{\"cancelled\":[\(cancelled.joined(separator: ","))],"
            + "\"not_cancelled\":[\(failed.joined(separator: ","))]}\n"
    }

    private static func json(_ taskID: String, _ error: String) -> String {
        "{\"task_id\":\(JSONLine.string(taskID)),\"error\":\(JSONLine.string(error))}"
    }
}
