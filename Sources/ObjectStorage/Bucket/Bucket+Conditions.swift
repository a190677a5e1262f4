import Failures
import HTTPTransport

extension Bucket {
    /// The field that keeps a request from replacing what it is not to replace; `nil` where it may, or where a HEAD
    /// found nothing in the way.
    ///
    /// - Throws: `storage.exists`.
    func creating(
        _ object: ObjectUpload, _ call: ConditionalWrite.Call
    ) async throws(Failure) -> (String, String)? {
        if object.overwrites, object.replacedETag == nil { return nil }
        if let field = withKnowledge({ $0.condition(call, replacing: object.replacedETag) }) { return field }
        try await refuseExisting(object)
        return nil
    }

    /// One attempt at a request that makes the object, or begins or ends its making.
    func attempt(
        _ call: StorageCall, making object: ObjectUpload, _ kind: ConditionalWrite.Call
    ) async throws(AttemptFailure) -> HTTPResponse {
        let condition: (String, String)?
        do throws(Failure) {
            condition = try await creating(object, kind)
        } catch {
            throw AttemptFailure(failure: error, isFinal: true)
        }
        return try await attempt(call, condition: condition)
    }

    /// Where the server cannot be asked to replace nothing else, a HEAD tells what is there. Between the two somebody else
    /// may store an object; nothing can be done about that.
    ///
    /// - Throws: `storage.exists`. An earlier upload of the same token is no obstacle.
    private func refuseExisting(_ object: ObjectUpload) async throws(Failure) {
        let stored = try await head(object.key)
        guard let stored else {
            if object.replacedETag == nil { return }
            throw StorageFailure.existence(of: target(.put, object.key))
        }
        if let etag = object.replacedETag, stored.etag == etag { return }
        if let token = object.token, stored.uploadToken == token { return }
        throw StorageFailure.existence(of: target(.put, object.key))
    }

    /// The object as the bucket has it, if it is the one of this very upload.
    func ownObject(_ object: ObjectUpload, size: Int64) async throws(Failure) -> StoredObject? {
        guard let token = object.token, let stored = try await head(object.key), stored.uploadToken == token,
            stored.size == size
        else { return nil }
        return stored
    }
}
