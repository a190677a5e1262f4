public import Failures
import HTTPTransport

extension Bucket {
    /// Makes one object of the parts, and makes sure that it did (object-storage facts 4.3 and 4.4): a storage may say
    /// 200 and fail, do it and lose the answer, or forget the upload because it is done. What tells in the end is
    /// whether the object carries the token of this upload, and its size.
    ///
    /// - Parameters:
    ///   - object: what the upload was begun with.
    ///   - parts: all of them, in any order.
    ///   - size: bytes of the whole.
    ///   - crc64: CRC-64/XZ of the whole.
    /// - Throws: `storage.no-such-upload` where the upload is gone and its object is not there; `storage.exists`;
    ///   `storage.wrong-checksum` where the object is there with other bytes.
    public func complete(
        _ upload: MultipartUpload, object: ObjectUpload, parts: [UploadedPart], size: Int64, crc64: UInt64
    ) async throws(Failure) -> StoredObject {
        let location = location
        let completion = Completion(
            upload: upload, object: object, document: CompleteDocument(parts), size: size, crc64: crc64,
            profile: location.profile)
        let call = completion.call(
            location.dialect, withChecksum: PayloadForm(payloadSigning, at: location).hasTrailer)
        do throws(Failure) {
            return try await repeating { () throws(AttemptFailure) in try await attempt(call, completion) }
        } catch {
            // The last look: an answer that never came may have been a success.
            guard error.isWorthRepeating, !StorageRule.settlesUpload.contains(error.code),
                let own = try? await ownObject(object, size: size)
            else { throw error }
            return try completion.checked(own, target(.put, upload.key))
        }
    }

    private func attempt(_ call: StorageCall, _ completion: Completion) async throws(AttemptFailure) -> StoredObject {
        let (object, target) = (completion.object, target(.put, call.key))
        do throws(AttemptFailure) {
            let response = try await attempt(call, making: object, .complete)
            guard let done = completion.result(in: response) else {
                if let own = try? await ownObject(object, size: completion.size) {
                    return try completion.attempted(own, target)
                }
                throw AttemptFailure(
                    failure: StorageFailure.badReply("no word on whether the upload is complete", of: target))
            }
            if completion.isJudged(by: done) { return try completion.attempted(done, target) }
            return try await confirmed(done, completion, target)
        } catch {
            guard StorageRule.endsUpload.contains(error.failure.code) else { throw error }
            if StorageRule.mayFollowSuccess.contains(error.failure.code),
                let own = try? await ownObject(object, size: completion.size)
            {
                return try completion.attempted(own, target)
            }
            throw AttemptFailure(failure: error.failure, isFinal: true)
        }
    }

    /// A reply without a checksum: the object itself has to be there, with its size.
    private func confirmed(
        _ done: StoredObject, _ completion: Completion, _ target: StorageTarget
    ) async throws(AttemptFailure) -> StoredObject {
        let stored: StoredObject?
        do throws(Failure) {
            stored = try await head(completion.object.key)
        } catch {
            throw AttemptFailure(failure: error, isFinal: true)
        }
        guard var stored else {
            throw AttemptFailure(
                failure: StorageFailure.badReply("a complete upload whose object is not there", of: target))
        }
        stored.crc64 = completion.crc64
        return try completion.attempted(stored, target)
    }
}
