import Failures
import HTTPTransport
import ObjectStorage

/// The key of an upload is taken, and nothing may be replaced.
struct Occupied: Error {}

extension VideoArchiver {
    /// Where nothing may be replaced and the storage cannot see to that itself, a look at the key comes first.
    func checkFree(_ object: ObjectUpload) async throws {
        guard !object.overwrites, !bucket.refusesOverwriting, try await bucket.head(object.key) != nil else { return }
        throw Occupied()
    }

    /// The object that kept an upload out, if it is this very video: by its token, or by task, size and checksum.
    func ours(_ attempt: Attempt, size: Int64?, crc64: UInt64?) async throws(Failure) -> StoredObject {
        guard let object = try await bucket.head(attempt.object.key) else {
            throw Failure(
                "storage.conflict", "the key was taken and is free again", disposition: .retry())
        }
        if object.uploadToken == attempt.token, object.size == size ?? object.size { return object }
        let isSame =
            object.taskID == attempt.video.key.taskID && object.index == attempt.video.key.index
            && object.size == size && crc64 != nil && object.crc64 == crc64
        guard isSame else {
            throw Failure(
                "storage.exists", "another object lies at \(attempt.object.key), and storage.overwrite is false",
                remedy: "change storage.key, or move that object away", disposition: .giveUp)
        }
        return object
    }
}
