public import Failures

/// The manifest's table of the multipart uploads keepreel began.
public protocol UploadLedger: Sendable {
    /// All that were begun, and neither completed nor forgotten.
    func recordedUploads() throws(Failure) -> [RecordedUpload]
    /// The storage has it no more.
    func forget(_ upload: RecordedUpload) throws(Failure)
}
