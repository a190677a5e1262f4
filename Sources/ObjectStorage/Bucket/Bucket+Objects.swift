public import Failures
public import HTTPTransport
import RequestSigning

/// Whole exchanges about one object, each repeated as far as that helps.
extension Bucket {
    /// What the bucket says of an object; `nil` if it holds none of that key.
    public func head(_ key: String) async throws(Failure) -> StoredObject? {
        var call = StorageCall(action: .read, method: "HEAD", key: key, accepted: [404])
        if location.profile.proof == .crc64nvmeTrailer { call.fields = [("x-amz-checksum-mode", "ENABLED")] }
        let ask = call
        let response = try await repeating { () throws(AttemptFailure) in
            do throws(AttemptFailure) {
                return try await attempt(ask)
            } catch {
                throw await explained(error, key: key)
            }
        }
        if response.head.status == 404 { return nil }
        guard let object = StoredObject(response.head) else {
            throw StorageFailure.badReply("a HEAD without a length", of: target(.read, key))
        }
        return object
    }

    /// Makes sure that it is the object that is not there, and not the bucket: a HEAD that finds none has no body that says
    /// so; a GET of one byte has.
    ///
    /// - Throws: `storage.no-such-bucket`, and what else any request may meet.
    public func confirmAbsence(of key: String) async throws(Failure) {
        do throws(Failure) {
            _ = try await read(key, range: 0...0, limit: Self.errorLength)
        } catch {
            // Some servers do not say what it is that they have not found; a missing bucket every one names.
            guard error.code == StorageRule.noSuchObject || error.code == StorageRule.notFound else { throw error }
        }
    }

    /// A refused HEAD has no body that says why; a GET of one byte has.
    private func explained(_ refusal: AttemptFailure, key: String) async -> AttemptFailure {
        guard refusal.isUnexplained, refusal.lesson == nil, !refusal.failure.isWorthRepeating else { return refusal }
        let call = StorageCall(
            action: .read, method: "GET", key: key, fields: [("Range", "bytes=0-0")], accepted: [404, 416])
        do throws(AttemptFailure) {
            _ = try await attempt(call)
        } catch {
            return error
        }
        // Whoever may read may ask, so that it was the moment's.
        var passing = refusal
        passing.failure.disposition = .retry()
        return passing
    }

    /// Bytes of an object.
    ///
    /// - Parameters:
    ///   - range: first and last byte; `nil` is the whole.
    ///   - limit: the most bytes the caller can hold.
    /// - Returns: a 200 or 206.
    public func read(_ key: String, range: ClosedRange<Int64>?, limit: Int) async throws(Failure) -> HTTPResponse {
        let fields = range.map { [("Range", "bytes=\($0.lowerBound)-\($0.upperBound)")] } ?? []
        let response = try await exchange(
            StorageCall(
                action: .read, method: "GET", key: key, fields: fields,
                limits: ExchangeLimits(responseBytes: max(limit, Self.errorLength), time: nil)))
        guard response.body.count <= limit else {
            throw StorageFailure.badReply("more bytes than were asked for", of: target(.read, key))
        }
        return response
    }

    /// Bytes of the longest reply that says why it is none.
    private static let errorLength = 64 << 10

    /// Stores bytes that are in memory; they are covered by the signature, or by the checksum of OSS's reply.
    ///
    /// - Throws: `storage.exists` where the object is not to be replaced and there is one of somebody else.
    public func write(_ object: ObjectUpload, _ bytes: [UInt8]) async throws(Failure) -> StoredObject {
        let call = StorageCall(
            action: .put, method: "PUT", key: object.key, fields: object.putFields(location.dialect), body: bytes,
            limits: ExchangeLimits(time: nil))
        let digests = digests(of: bytes)
        do throws(Failure) {
            let reply = try await repeating { () throws(AttemptFailure) in
                let reply = try await attempt(call, making: object, .put).head
                try check(reply, digests, key: object.key)
                return reply
            }
            return StoredObject(object, size: digests.size, crc64: digests.crc64, reply)
        } catch {
            // The reply to an earlier attempt of ours may have been lost.
            guard error.code == StorageRule.exists, let own = try await ownObject(object, size: digests.size) else {
                throw error
            }
            return own
        }
    }

    /// Checksums of bytes in memory. Whatever S3 is sent here, the signature covers.
    func digests(of bytes: [UInt8]) -> BodyDigests {
        let digests = digests(md5: false)
        digests.isCheckedByServer = location.dialect == .s3
        bytes.withUnsafeBytes { digests.update($0) }
        return digests
    }

    /// Refuses a reply that speaks of other bytes.
    func check(_ reply: HTTPResponseHead, _ digests: BodyDigests, key: String) throws(AttemptFailure) {
        guard case .contradicted(let why) = proof(of: reply, size: digests.size, digests: digests) else { return }
        throw AttemptFailure(failure: StorageFailure.wrongBytes(why, of: target(.put, key)))
    }

    /// Removes an object; one that is not there is no error.
    public func delete(_ key: String) async throws(Failure) {
        _ = try await exchange(StorageCall(action: .delete, method: "DELETE", key: key, accepted: [404]))
    }

    /// A GET address anybody can use until it expires.
    ///
    /// - Parameter seconds: 1...604,800 (7 days); temporary credentials end it earlier.
    public func presignedURL(of key: String, seconds: Int) async throws(Failure) -> String {
        var context = try await context(for: nil)
        context.location = context.location.forSignedLinks
        do throws(PresigningError) {
            return try context.presign(StorageCall(action: .read, method: "GET", key: key), seconds: seconds)
        } catch {
            throw Failure(
                "storage.presign-lifetime", "a signed link lives 1 second to 7 days",
                remedy: "give a shorter time, or use the permanent link", disposition: .stop(.usage), cause: error)
        }
    }
}
