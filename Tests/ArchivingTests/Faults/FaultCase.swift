import TestServers
import Testing

/// A trouble, and how the video goes up that it meets.
struct FaultCase: Sendable, CustomTestStringConvertible {
    var trouble: Trouble
    var upload: UploadCase

    var testDescription: String { "\(trouble.testDescription), \(upload.testDescription)" }

    /// Each with one PUT and with parts, to a server of S3 and to OSS.
    static func all(_ troubles: [Trouble]) -> [FaultCase] {
        troubles.flatMap { trouble in
            UploadCase.all([.aws, .oss]).filter { $0.way == .parts || !trouble.isOfParts }
                .map { FaultCase(trouble: trouble, upload: $0) }
        }
    }
}
