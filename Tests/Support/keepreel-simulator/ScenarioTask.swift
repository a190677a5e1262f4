import FoundationEssentials
import Simulation

/// One task of a scenario.
struct ScenarioTask: Decodable {
    /// The task id; with `count` its beginning.
    var id: String?
    /// How many tasks like this there are; 1 if it is absent.
    var count: Int?
    var model: String?
    /// The status it ends with; SUCCEEDED if it is absent.
    var status: String?
    /// How many queries see it PENDING first; none if it is absent.
    var pendingQueries: Int?
    /// How many queries see it RUNNING before its last status; none if it is absent.
    var afterQueries: Int?
    /// Where the URL stands; `animate` if it is absent.
    var shape: String?
    /// A file, from the directory of videos on.
    var file: String?
    /// The size of a generated video, instead of a file.
    var bytes: Int64?
    /// Tells generated videos of equal size apart.
    var seed: UInt64?
    /// After how many seconds its URL dies.
    var expiresInSeconds: Double?
    /// Whether the bucket tells the CRC of it.
    var sendsChecksum: Bool?
    /// With status FAILED.
    var code: String?
    /// With status FAILED.
    var message: String?
    var faults: [ScenarioFault]?

    /// A task that succeeds with the video of a file and is named after it; without one the video is generated.
    init(file: String?, pendingQueries: Int? = nil, afterQueries: Int? = nil) {
        self.file = file
        self.pendingQueries = pendingQueries
        self.afterQueries = afterQueries
        id = file.map { URL(filePath: $0).deletingPathExtension().lastPathComponent }
    }

    /// The ids of the tasks.
    var ids: [String] {
        let first = id ?? UUID().uuidString.lowercased()
        guard let count else { return [first] }
        return (0..<count).map { "\(first)-\($0)" }
    }

    /// The task, but for its id.
    /// - Parameters:
    ///   - directory: where its file is.
    ///   - now: the simulated time.
    func task(id: String, directory: String?, now: Date) throws -> SimulatedTask {
        let end = TaskStatus(rawValue: status ?? TaskStatus.succeeded.rawValue)
        var task = SimulatedTask(
            id: id, model: model ?? "wan2.2-animate-move",
            schedule: StatusSchedule(
                [.init(.pending, queries: pendingQueries ?? 0), .init(.running, queries: afterQueries ?? 0)], then: end),
            shape: try resultShape,
            results: end == .succeeded ? [.object(object(directory: directory))] : [],
            failure: (code ?? "InternalError", message ?? "The task failed."))
        task.urlExpires = expiresInSeconds.map { now + $0 }
        return task
    }

    private var resultShape: ResultShape {
        get throws {
            switch shape ?? "animate" {
            case "animate": .animate
            case "video": .video
            case "outputVideo": .outputVideo
            case "images": .images
            case "choices": .choices
            case "noMedia": .noMedia
            default: throw ScenarioError(message: "unknown shape: \(shape ?? "")")
            }
        }
    }

    private func object(directory: String?) -> SimulatedObject {
        let body: VideoBody =
            if let file {
                .file(file.hasPrefix("/") ? file : "\(directory ?? ".")/\(file)")
            } else {
                .generated(bytes: bytes ?? 5_000_000, seed: seed ?? 1)
            }
        var object = SimulatedObject(body)
        object.isMultipart = file == nil
        object.sendsChecksum = sendsChecksum ?? true
        return object
    }
}
