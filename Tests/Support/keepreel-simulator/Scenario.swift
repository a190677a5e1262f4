import Simulation

/// The file of `--scenario`.
struct Scenario: Decodable {
    /// The tasks there are from the start.
    var tasks: [ScenarioTask]?
    /// What becomes of a submitted task.
    var submitted: ScenarioTask?
    /// In which order tasks are listed: `newestFirst`, `oldestFirst` or `unordered`; the first if it is absent.
    var listOrder: String?
    /// How many seconds after it was submitted a task is listed; at once if it is absent.
    var listLagSeconds: Double?
    /// Whether the last row of a page is the first of the next again; not so if it is absent.
    var repeatsRows: Bool?
    /// Whether submits with undocumented fields are refused; so if it is absent.
    var refusesUndocumentedFields: Bool?
    /// What goes wrong by chance.
    var disturbance: ScenarioDisturbance?

    /// What `--help` says of it.
    static let help = """
        A scenario is a JSON object. All of its members may be absent:
          "tasks"        what there is from the start, a list of objects:
            "id"; with "count", how many, it is the beginning of the ids
            "model"; "shape": animate, video, outputVideo, images, choices or
            noMedia, which is where the URL stands
            "status": the last one; "pendingQueries", "afterQueries": how many
            queries see it PENDING, then RUNNING, before
            "file" from --videos, or "bytes" and "seed" of a generated video;
            "expiresInSeconds", "sendsChecksum"
            "code" and "message" of a failed one
            "faults": a list of {"kind", "times", "skipping", ...}
          "submitted"    what a submitted task becomes, an object like these;
            else a success with the first file of --videos, or a generated
            video, after one PENDING and two RUNNING
          "listOrder"    newestFirst, oldestFirst or unordered
          "listLagSeconds"  after how long a new task is listed
          "repeatsRows"  whether pages overlap by a row
          "refusesUndocumentedFields"  false for the official SDK
          "disturbance"  what goes wrong by chance: "seed"; "throttled",
            "failed" and "cut", the shares (0 to 1) of 429, of 500 and of
            answers cut in half; "endpoints", a list of query, list, submit,
            cancel, uploadPolicy and upload, all of them if it is absent
        """

    /// The set-up of the simulator it asks for.
    func options(apiKey: String) throws -> SimulatorOptions {
        var options = SimulatorOptions(apiKey: apiKey)
        options.listLag = listLagSeconds ?? 0
        options.repeatsRows = repeatsRows ?? false
        options.refusesUndocumentedFields = refusesUndocumentedFields ?? true
        options.listOrder =
            switch listOrder ?? "newestFirst" {
            case "newestFirst": .newestFirst
            case "oldestFirst": .oldestFirst
            case "unordered": .unordered(seed: 1)
            default: throw ScenarioError(message: "unknown listOrder: \(listOrder ?? "")")
            }
        return options
    }
}
