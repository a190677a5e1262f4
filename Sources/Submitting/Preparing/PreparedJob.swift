import Digests
import ModelStudio

/// A job that passed every check that needs no service.
public struct PreparedJob: Sendable {
    /// As it was asked for.
    public let job: SubmitJob
    let image: PreparedInput
    let video: PreparedInput

    /// Jobs of one content have one fingerprint: SHA-256, in hexadecimal digits.
    ///
    /// What the service takes by default counts as if it were written, and a file counts by its bytes.
    public var fingerprint: String {
        let fields = [
            job.model, image.identity, video.identity, job.mode.rawValue, "watermark:\(job.watermark ?? false)",
            "check:\(job.checksImage ?? true)",
        ]
        // Lengths keep the border between two fields from moving.
        return hex(SHA256.hash(fields.map { "\($0.utf8.count):\($0)" }.joined()))
    }
}
