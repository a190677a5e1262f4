import Failures
import HTTPTransport

extension Bucket {
    /// The field that keeps a request from replacing something; `nil` where it may, or where a HEAD found nothing there.
    ///
    /// - Throws: `storage.exists`.
    func creating(
        _ object: ObjectUpload, _ call: ConditionalWrite.Call
    ) async throws(Failure) -> (String, String)? {
        if object.overwrites { return nil }
        if let field = withKnowledge({ $0.condition(call) }) { return field }
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

    /// Where the server cannot be asked to replace nothing, a HEAD tells what is there. Between the two somebody else
    /// may store an object; nothing can be done about that.
    ///
    /// - Throws: `storage.exists`. An earlier upload of the same token is no obstacle.
    private func refuseExisting(_ object: ObjectUpload) async throws(Failure) {
        guard let stored = try await head(object.key) else { return }
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
