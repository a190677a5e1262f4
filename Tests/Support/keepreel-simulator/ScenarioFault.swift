import Simulation

/// One fault of a scenario's task.
struct ScenarioFault: Decodable {
    var kind: String
    /// For `cut` and `stall`: after how many bytes of the body.
    var after: Int64?
    /// For `status`.
    var status: Int?
    /// For `flippedByte`, `repeatedBytes` and `swappedBytes`: the position in the object.
    var at: Int64?
    /// For `contentLength`: by how many bytes it is wrong.
    var off: Int64?
    /// For `trickle`: the size of the pieces; for `repeatedBytes` and `swappedBytes`: how many.
    var bytes: Int?
    /// For `trickle`: the pause between them; for `delay`: that before the answer.
    var everyMilliseconds: Int?
    /// For `redirect`.
    var to: String?
    /// How often; absent: every time.
    var times: Int?
    /// How many GETs pass untouched before; none if it is absent.
    var skipping: Int?

    var fault: Fault {
        get throws {
            switch kind {
            case "status": .status(status ?? 503)
            case "redirect": .redirect(to: to ?? "http://127.0.0.1/")
            case "noReply": .noReply
            case "htmlPage": .htmlPage
            case "xmlError": .xmlError
            case "emptyBody": .emptyBody
            case "notVideo": .notVideo
            case "flippedByte": .flippedByte(at: at ?? 0)
            case "wrongChecksum": .wrongChecksum
            case "repeatedBytes": .repeatedBytes(at: at ?? 0, count: Int64(bytes ?? 1024))
            case "swappedBytes": .swappedBytes(at: at ?? 0, count: Int64(bytes ?? 1024))
            case "changingETag": .changingETag
            case "replacedObject": .replacedObject
            case "delay": .delay(.milliseconds(everyMilliseconds ?? 100))
            case "ignoredRange": .ignoredRange
            case "missingLength": .missingLength
            case "contentLength": .contentLength(off: off ?? 1)
            case "cut": .cut(after: after ?? 0)
            case "stall": .stall(after: after ?? 0)
            case "trickle": .trickle(bytes: bytes ?? 1024, every: .milliseconds(everyMilliseconds ?? 100))
            default: throw ScenarioError(message: "unknown fault: \(kind)")
            }
        }
    }
}
