import Simulation
import TestServers

/// What the official SDK saw of a service, as the script that drives it tells.
struct OfficialSDK: Decodable {
    struct Outcome: Decodable, Equatable {
        var status: Int
        var code: String
        var message: String
    }

    struct Submitted: Decodable {
        var status: Int
        var taskID: String
        var taskStatus: String
        var statuses: [String]
        var foundVideoURL: String
        var submitTime: String
        var videoDuration: Double
        var sha256: String
    }

    struct Listed: Decodable {
        var status: Int
        var total: Int
        var totalPages: Int
        var taskIDs: [String]
        var statuses: [String]
        var pending: [String]
    }

    struct Canceled: Decodable {
        var pending: Outcome
        var after: String
        var finished: Outcome
    }

    struct Uploaded: Decodable {
        var image: String
        var video: String
        var certificate: [String]
        var resolved: String
        var unresolved: String
        var again: String
        var byItself: Outcome
    }

    struct Refused: Decodable {
        var wrongKey: Outcome
        var unknown: String
        var wrongGroup: Outcome
    }

    private struct Case: Encodable {
        var baseURL: String
        var apiKey: String
        var image: String
        var video: String
        var pendingTask: String
        var finishedTask: String
    }

    var version: String
    var submitted: Submitted
    var listed: Listed
    var canceled: Canceled
    var uploaded: Uploaded
    var refused: Refused

    /// Lets the SDK submit, list, cancel and upload.
    /// - Parameters:
    ///   - simulator: the service it talks to.
    ///   - image: the path of an image to upload.
    ///   - video: the path of a video to upload.
    ///   - pendingTask: a task to cancel.
    ///   - finishedTask: a task that can not be canceled.
    static func run(
        against simulator: ModelStudioSimulator, image: String, video: String, pendingTask: String,
        finishedTask: String
    ) async throws -> OfficialSDK {
        let input = Case(
            baseURL: simulator.apiURL, apiKey: simulator.apiKey, image: image, video: video, pendingTask: pendingTask,
            finishedTask: finishedTask)
        return try await Python.run("official_sdk.py", input)
    }
}
