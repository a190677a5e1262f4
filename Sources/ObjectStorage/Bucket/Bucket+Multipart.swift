import Digests
public import Failures
public import HTTPTransport
import XMLReading

extension Bucket {
    /// Begins a multipart upload. One whose answer was lost is nobody's: all others under the key are given up then, as
    /// far as the storage lists them by now. ``MultipartUpload/mayHaveStrays`` tells where to look again.
    ///
    /// - Throws: `storage.exists` where the object is not to be replaced and there is one.
    public func beginMultipart(_ object: ObjectUpload) async throws(Failure) -> MultipartUpload {
        let location = location
        var fields = object.beginFields(location.dialect)
        if PayloadForm(payloadSigning, at: location).hasTrailer {
            fields += [("x-amz-checksum-algorithm", "CRC64NVME"), ("x-amz-checksum-type", "FULL_OBJECT")]
        }
        // GCS wants the length of a body it does not want (object-storage facts 2.3).
        var call = StorageCall(
            action: .put, method: "POST", key: object.key, query: [("uploads", "")], fields: fields, body: [])
        call.isSentOnce = true
        var isInDoubt = false
        let result: Result<MultipartUpload, Failure>
        do throws(Failure) {
            result = .success(
                try await repeating { () throws(AttemptFailure) in
                    do throws(AttemptFailure) { return try await begin(call, object) } catch {
                        isInDoubt = isInDoubt || error.failure.leavesUsInDoubt
                        throw error
                    }
                })
        } catch {
            result = .failure(error)
        }
        if isInDoubt { try? await abortUploads(of: object.key, except: (try? result.get())?.id) }
        var upload = try result.get()
        upload.mayHaveStrays = isInDoubt
        return upload
    }

    private func begin(_ call: StorageCall, _ object: ObjectUpload) async throws(AttemptFailure) -> MultipartUpload {
        let response = try await attempt(call, making: object, .begin)
        return try attempted { () throws(Failure) in
            let target = target(.put, object.key)
            let id = try document("InitiateMultipartUploadResult", in: response, of: target)["UploadId"] ?? ""
            guard !id.isEmpty else { throw StorageFailure.badReply("an upload without an id", of: target) }
            return MultipartUpload(key: object.key, id: id, token: object.token)
        }
    }

    /// Gives up all multipart uploads under a key, as far as the storage lists them.
    ///
    /// - Parameters:
    ///   - id: of the one that stays.
    ///   - age: seconds since the begin of the youngest that is given up; `nil`: of whatever age.
    public func abortUploads(
        of key: String, except id: String?, olderThan age: Int64? = nil
    ) async throws(Failure) {
        let latest = age.map { now() - $0 }
        var marker: UploadsPage.Marker?
        repeat {
            let page: UploadsPage
            do throws(Failure) { page = try await uploads(prefix: key, page: marker) } catch {
                // Where they cannot be listed, or this key may not do so, prune tells more.
                if error.saysKindIsRefused || error.disposition == .giveUp { return }
                throw error
            }
            for upload in page.uploads where upload.key == key && upload.id != id {
                // One whose age is not told may be young.
                if let latest, (upload.begunAt ?? .max) > latest { continue }
                try await abort(MultipartUpload(key: key, id: upload.id, token: nil))
            }
            marker = page.next
        } while marker != nil
    }

    /// Stores a part that is in memory.
    ///
    /// - Parameter number: 1...10,000; the same number again replaces the part.
    public func write(
        part number: Int, of upload: MultipartUpload, _ bytes: [UInt8]
    ) async throws(Failure) -> UploadedPart {
        var call = Self.call(part: number, of: upload)
        call.body = bytes
        call.limits = ExchangeLimits(time: nil)
        let digests = digests(of: bytes)
        if let nvme = digests.crc64nvme { call.fields.append((PayloadForm.trailerName, base64(bigEndian: nvme))) }
        return try await repeating { () throws(AttemptFailure) in
            let reply = try await attempt(call).head
            try check(reply, digests, key: upload.key)
            guard let part = UploadedPart(number: number, reply, digests) else {
                throw AttemptFailure(
                    failure: StorageFailure.badReply("a part without an ETag", of: target(.put, upload.key)))
            }
            return part
        }
    }

    /// Gives up a multipart upload and its parts; one that is not there is no error. Parts that are under way may
    /// survive it: it is to be called again when they have ended.
    public func abort(_ upload: MultipartUpload) async throws(Failure) {
        _ = try await exchange(
            StorageCall(
                action: .abort, method: "DELETE", key: upload.key, query: [("uploadId", upload.id)], accepted: [404]))
    }
}

extension UploadedPart {
    /// The part a reply confirms; `nil` for a reply without an ETag.
    public init?(number: Int, _ reply: HTTPResponseHead, _ digests: BodyDigests) {
        guard let etag = reply.headers["ETag"] else { return nil }
        self.init(
            number: number, etag: etag, size: digests.size, crc64: digests.crc64, crc64nvme: digests.crc64nvme)
    }
}
