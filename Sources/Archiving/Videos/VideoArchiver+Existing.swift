import Failures
import Manifest
import Media
import ObjectStorage

extension VideoArchiver {
    /// The object that kept an upload out, if it is this very video: by its token, or by task, size and checksum.
    ///
    /// - Parameters:
    ///   - failure: why the upload failed; thrown where it is nothing of that kind.
    ///   - crc64: CRC-64/XZ of the whole, as far as it is known.
    func ours(
        _ attempt: Attempt, instead failure: Failure, size: Int64?, crc64: UInt64?, _ properties: MediaProperties? = nil
    ) async throws(Failure) -> ArchivedFacts {
        guard failure.saysObjectExists, let object = try await bucket.head(attempt.object.key) else {
            throw failure
        }
        let stored = object.checksums.crc64 ?? object.crc64
        let isOwn = object.uploadToken == attempt.token
        let isSameVideo = object.tells(ofTask: attempt.video.key.taskID, index: attempt.video.key.index)
        guard isOwn || isSameVideo && size != nil && stored != nil, object.size == size ?? object.size,
            let crc64 = crc64 ?? (isOwn ? stored : nil), stored ?? crc64 == crc64
        else { throw failure }
        return facts(object, attempt.object, crc64, properties)
    }

    /// Lets an upload replace the object that was archived as this very video and turned out to be wrong, whatever the
    /// settings say of other objects. Until then it stays where it is.
    func replacing(_ object: ObjectUpload, of video: VideoRecord) async throws(Failure) -> ObjectUpload {
        guard !object.overwrites, video.wasArchived else { return object }
        let stored: StoredObject?
        do throws(Failure) {
            stored = try await bucket.head(object.key)
        } catch {
            // Without the right to list, AWS refuses to tell of what is not there; the upload replaces nothing then.
            if error.saysKindIsRefused { return object }
            throw error
        }
        guard let stored, stored.tells(ofTask: video.key.taskID, index: video.key.index) else { return object }
        var replacing = object
        replacing.replacedETag = stored.etag
        return replacing
    }

    /// The object of this very upload, if the bucket holds it.
    ///
    /// - Throws: where the bucket does not answer at present, so that nobody knows.
    func own(_ attempt: Attempt, size: Int64, crc64: UInt64?) async throws(Failure) -> ArchivedFacts? {
        let object: StoredObject?
        do throws(Failure) {
            object = try await bucket.head(attempt.object.key)
        } catch {
            // Without the right to list, AWS refuses to tell of what is not there.
            if error.saysKindIsRefused { return nil }
            throw error
        }
        guard let object, object.uploadToken == attempt.token, object.size == size else { return nil }
        let stored = object.checksums.crc64 ?? object.crc64
        guard let crc64 = crc64 ?? stored, stored ?? crc64 == crc64 else { return nil }
        return facts(object, attempt.object, crc64, nil)
    }

    /// Takes back what the storage made of an attempt where it answers with the checksum of other bytes than were sent:
    /// nothing broken may stay under the permanent key.
    func withdraw(_ attempt: Attempt) async {
        let (bucket, key, token) = (bucket, attempt.object.key, attempt.token)
        do throws(Failure) {
            try await uncancelled { () throws(Failure) in
                guard try await bucket.head(key)?.uploadToken == token else { return }
                try await bucket.delete(key)
            }
        } catch {
            observer(
                .problem(
                    error.concerning("the wrong object of task \(attempt.video.key) could not be removed"),
                    attempt.video.key))
        }
    }
}
