import Digests
import Failures
import HTTPTransport
import XMLReading

/// The completion of one multipart upload: what is sent, and what the answers say. Pure.
struct Completion {
    /// Minutes are legal while the storage puts the parts together; it may keep silent meanwhile.
    private static let time = Duration.seconds(600)

    var upload: MultipartUpload
    var object: ObjectUpload
    var document: CompleteDocument
    /// Bytes of the whole.
    var size: Int64
    /// CRC-64/XZ of the whole.
    var crc64: UInt64
    var profile: ProviderProfile

    /// - Parameter withChecksum: whether the parts went up with their CRC-64/NVME, so that the server knows that of the
    ///   whole and takes ours.
    func call(_ dialect: Dialect, withChecksum: Bool) -> StorageCall {
        var fields = [("Content-Type", "application/xml")] + object.completeFields(dialect)
        if withChecksum, let crc64nvme = document.crc64nvme {
            fields += [
                (PayloadForm.trailerName, base64(bigEndian: crc64nvme)), ("x-amz-checksum-type", "FULL_OBJECT"),
                ("x-amz-mp-object-size", String(size)),
            ]
        }
        return StorageCall(
            action: .put, method: "POST", key: upload.key, query: [("uploadId", upload.id)], fields: fields,
            body: document.bytes, limits: ExchangeLimits(time: Self.time, silence: Self.time), mayFailLate: true)
    }

    /// The object a 2xx reply tells of; `nil` for one that says nothing of the kind.
    func result(in response: HTTPResponse) -> StoredObject? {
        guard let root = try? XMLElement(parsing: response.body), root.isReply("CompleteMultipartUploadResult") else {
            return nil
        }
        var stored = StoredObject(object, size: size, crc64: crc64, response.head)
        stored.etag = root["ETag"].map { $0.filter { $0 != "\"" } } ?? stored.etag
        stored.checksums.take(nvme: root["ChecksumCRC64NVME"])
        return stored
    }

    /// Whether the storage names a checksum of the whole, ours or not.
    func isJudged(by stored: StoredObject) -> Bool { !checks(stored).isEmpty }

    /// The object, unless the storage says that its bytes are others.
    func checked(_ stored: StoredObject, _ target: StorageTarget) throws(Failure) -> StoredObject {
        if let why = contradiction(of: stored) { throw StorageFailure.wrongBytes(why, of: target) }
        return stored
    }

    /// The same, for a loop that has no use in going on.
    func attempted(_ stored: StoredObject, _ target: StorageTarget) throws(AttemptFailure) -> StoredObject {
        do throws(Failure) {
            return try checked(stored, target)
        } catch {
            throw AttemptFailure(failure: error, isFinal: true)
        }
    }

    private func contradiction(of stored: StoredObject) -> String? {
        if stored.size != size { return "the storage holds \(stored.size) bytes, \(size) were sent" }
        return checks(stored).contains(false) ? "the storage holds other bytes than were sent" : nil
    }

    /// For every checksum the storage names, whether it is ours.
    private func checks(_ stored: StoredObject) -> [Bool] {
        var checks: [Bool] = []
        if let crc64 = stored.checksums.crc64 { checks.append(crc64 == self.crc64) }
        if let matches = document.crc64nvme.flatMap({ stored.checksums.matches(nvme: $0) }) { checks.append(matches) }
        if profile.multipartETag == .md5OfPartMD5s, !stored.isEncryptedBeyondMD5, let etag = stored.etag,
            let expected = document.md5OfPartMD5s, etag.hasSuffix("-\(document.count)")
        {
            checks.append(etag.lowercased() == expected)
        }
        return checks
    }
}
