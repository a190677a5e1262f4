import FoundationEssentials

@testable import Manifest

/// All that a run changes outside the manifest, and that outlives its process.
struct Outside: Hashable {
    /// Tasks that the service took in, by the token of their submission.
    var accepted: [String: String] = [:]
    /// How often each part of an upload was sent, by upload id.
    var uploads: [String: [Int: Int]] = [:]
    /// Tokens of the objects in the bucket, by key.
    var objects: [String: String] = [:]
    /// Uploads that were aborted.
    var aborted: Set<String> = []

    /// What the service answers for a task.
    static func answer(_ taskID: String) -> TaskUpdate {
        switch taskID {
        case "failed": TaskUpdate(taskID: taskID, status: "FAILED", phase: .failed, code: "c", message: "m", at: time())
        case "gone": .gone(taskID)
        case "two": .succeeded(taskID, [.url("https://s/0"), .url("https://s/1", index: 1)])
        default: .succeeded(taskID, [.url("https://s/\(taskID)")])
        }
    }
}
