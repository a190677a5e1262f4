import FoundationEssentials
import Manifest

/// What to do about an object that is not what was archived; pure.
struct ProblemAdvice {
    let taskID: String
    /// When the video was archived, which is after its task was submitted.
    let archivedAt: Date?
    /// Whether keepreel stored the object that lies there; `nil` where there is none, or nobody knows.
    let isOurs: Bool?
    let now: Date

    func remedy(_ kind: VideoProblem.Kind) -> String? {
        switch kind {
        case .changed: "run 'keepreel verify --deep \(taskID)', which compares the bytes themselves"
        case .missing, .wrongSize, .wrongBytes: loss
        case .unreadable, .unchecked, .link: nil
        }
    }

    private var loss: String {
        if isOurs == false {
            return
                "somebody else stored what lies there: bring back an older version of the object or a copy, or move it "
                + "away and run '\(repair)'"
        }
        if isForgotten {
            return "Model Studio has forgotten the task: bring back an older version of the object or a copy, or run "
                + "'\(repair)', which records the loss"
        }
        return "run '\(repair)', which archives it again as long as Model Studio knows the task"
    }

    private var repair: String { "keepreel verify --repair \(taskID)" }

    private var isForgotten: Bool { archivedAt.map { $0 + Deadline.retention < now } ?? false }
}
