import Manifest
import ModelStudio

extension TaskRecord {
    /// Whether somebody called it off before it was worked on.
    var isCancelled: Bool { status == TaskStatus.canceled.name }

    /// Why it failed at Model Studio, with what its support asks for.
    var failureText: String {
        let told = error.map { "\($0)" } ?? "no reason given"
        let reason = told.hasSuffix(".") ? String(told.dropLast()) : told
        return requestID.map { "\(reason) (request \($0))" } ?? reason
    }

    /// What became of one that ended without a video, told of the task.
    var ending: String {
        isCancelled ? "was cancelled at Model Studio" : "failed at Model Studio: \(failureText)"
    }
}
