import Failures
import Manifest
import Suggestions

/// A task id that the manifest does not have: most often a slip, or a part of an id.
enum UnknownTask {
    /// What is told of it, with the id it was most likely meant to be.
    ///
    /// - Throws: what the manifest throws when it cannot be read.
    static func failure(_ taskID: String, in manifest: Manifest) throws(Failure) -> Failure {
        let remedy =
            switch try manifest.nearestTask(to: taskID, slips: slips(from: taskID)) {
            case .one(let known): "did you mean \(known)?"
            case .several: "several ids begin so, give the whole one"
            case .none: "add it with: keepreel add \(taskID)"
            }
        return Failure(
            "manifest.unknown-task", "the task \(taskID) is not in the manifest",
            remedy: remedy, disposition: .stop(.unknownTask))
    }
}
