import Simulation
import TestServers
import Testing

/// A video whose runs are killed one after the other, and what the one that is not comes to.
struct KillCase: Sendable, CustomTestStringConvertible {
    /// Where the runs are killed.
    var kills: [KillPoint]
    var inParts = false
    /// What is wrong with the source until the last run.
    var fault: Fault?
    /// Parts that are not to be sent again after the last kill, at least.
    var recorded = 0
    /// Requests to the storage of all runs together, by their names.
    var requests: [String: Int] = [:]
    var kind = StorageServerKind.oss

    var testDescription: String {
        "\(kind.rawValue), \(inParts ? "parts" : "single"): \(kills.map(\.description).joined(separator: ", then "))"
    }

    /// All of them, on every kind of server.
    static func all(_ kinds: [StorageServerKind]) -> [KillCase] {
        kinds.flatMap { kind in
            (single + parts + resumed).map { entry in
                var entry = entry
                entry.kind = kind
                return entry
            }
        }
    }

    private static let single = [
        KillCase(kills: [.query], requests: ["PutObject": 1]),
        KillCase(kills: [.source(after: 0)]),
        KillCase(kills: [.source(after: 200_000)]),
        KillCase(kills: [.storage("PutObject", .before)], requests: ["PutObject": 2]),
        KillCase(kills: [.storage("PutObject", .after)], requests: ["PutObject": 1]),
        KillCase(
            kills: [.storage("PutObject", .after), .storage("HeadObject", .before)], requests: ["PutObject": 1]),
    ]

    private static func parts(
        _ kills: KillPoint..., fault: Fault? = nil, recorded: Int = 0, begun: Int = 1, completed: Int = 1,
        aborted: Int = 0
    ) -> KillCase {
        KillCase(
            kills: kills, inParts: true, fault: fault, recorded: recorded,
            requests: [
                "InitiateMultipartUpload": begun, "CompleteMultipartUpload": completed,
                "AbortMultipartUpload": aborted, "PutObject": 0,
            ])
    }

    private static let parts = [
        // Whether its upload has begun by then is open.
        KillCase(kills: [.source(after: 1_000_000)], inParts: true),
        parts(.source(after: 1_000_000, skip: 1), recorded: 1),
        parts(.storage("InitiateMultipartUpload", .before), begun: 2),
        // Nobody knows the upload that was begun; it is found by its key.
        parts(.storage("InitiateMultipartUpload", .after), begun: 2, aborted: 1),
        // An upload without a part is begun anew, and aborted twice: at once, and once more at the end of the run.
        parts(.storage("UploadPart", .before), begun: 2, aborted: 2),
        parts(.storage("UploadPart", .after), recorded: 3),
        parts(.storage("UploadPart", .before, skip: 1), recorded: 1),
        parts(.storage("UploadPart", .after, skip: 1), recorded: 3),
        parts(.storage("UploadPart", .before, skip: 2), recorded: 2),
        parts(.storage("UploadPart", .after, skip: 2), recorded: 3),
        parts(.storage("CompleteMultipartUpload", .before), recorded: 3, completed: 2),
        parts(.storage("CompleteMultipartUpload", .after), recorded: 3),
        // A checksum that turns out wrong at the end.
        parts(.storage("AbortMultipartUpload", .before), fault: .flippedByte(at: 7_000_000), begun: 2, aborted: 3),
        parts(.storage("AbortMultipartUpload", .after), fault: .flippedByte(at: 7_000_000), begun: 2, aborted: 2),
    ]

    /// The run that goes on is killed, too.
    private static let resumed = [
        parts(
            .storage("InitiateMultipartUpload", .after), .storage("ListMultipartUploads", .before), begun: 2,
            aborted: 1),
        parts(
            .storage("InitiateMultipartUpload", .after), .storage("AbortMultipartUpload", .before), begun: 2,
            aborted: 2),
        parts(
            .storage("InitiateMultipartUpload", .after), .storage("AbortMultipartUpload", .after), begun: 2,
            aborted: 1),
        parts(.storage("UploadPart", .before, skip: 1), .storage("ListParts", .before), recorded: 1),
        parts(
            .storage("UploadPart", .before), .storage("UploadPart", .before, skip: 1), recorded: 1, begun: 2,
            aborted: 2),
        parts(.storage("UploadPart", .before, skip: 1), .storage("CompleteMultipartUpload", .after), recorded: 3),
        parts(.storage("CompleteMultipartUpload", .after), .storage("HeadObject", .before), recorded: 3),
    ]
}
