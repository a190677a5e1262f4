import Failures
import Manifest
import ObjectStorage

extension VideoArchiver {
    /// The object that kept an upload out, if it is this very video: by its token, or by task, size and checksum.
    ///
    /// - Parameter failure: why the upload failed; thrown where it is nothing of that kind.
    func ours(
        _ attempt: Attempt, instead failure: Failure, size: Int64?, crc64: UInt64?
    ) async throws(Failure) -> StoredObject {
        guard failure.saysObjectExists, let object = try await bucket.head(attempt.object.key) else {
            throw failure
        }
        if object.uploadToken == attempt.token, object.size == size ?? object.size { return object }
        let key = attempt.video.key
        let isSameVideo = object.metadata["task-id"] == key.taskID && object.metadata["index"] == String(key.index)
        guard isSameVideo, object.size == size, let crc64, object.crc64 == crc64 else { throw failure }
        return object
    }
}
