import Failures
import HTTPTransport
import Manifest
import ObjectStorage

extension VideoArchiver {
    /// The object of an attempt's upload, which may have been stored though the answer never came; `nil` if it was not,
    /// or the bucket cannot be asked.
    ///
    /// - Parameter digests: of the bytes that were sent.
    func stored(_ attempt: Attempt, size: Int64?, _ digests: BodyDigests) async -> StoredObject? {
        guard let object = await stored(key: attempt.object.key, token: attempt.token, size: size),
            object.checksums.allow(crc64: digests.crc64, nvme: digests.crc64nvme)
        else { return nil }
        return object
    }

    private func stored(key: String, token: String, size: Int64?) async -> StoredObject? {
        guard let object = try? await bucket.head(key), Self.isStored(object, token: token, size: size) else {
            return nil
        }
        return object
    }

    private static func isStored(_ object: StoredObject, token: String, size: Int64?) -> Bool {
        object.uploadToken == token && object.size > 0 && object.size == size ?? object.size
    }

    /// Takes over what an earlier run had stored completely and could not know of: it was killed, or the storage's answers
    /// did not come through. Of a video that was left to a later run the storage itself has to say that the bytes are
    /// right: they may have been found wrong, and not been removed.
    ///
    /// - Parameter video: as the manifest had it before this run touched it.
    func adopted(_ video: VideoRecord) async throws(Failure) -> VideoOutcome? {
        guard video.wasBegun, video.bucket == bucket.location.bucket, let key = video.objectKey,
            let token = video.uploadToken
        else { return nil }
        var found: StoredObject?
        do throws(Failure) { found = try await bucket.head(key) } catch {
            // Nothing else would get through either.
            if error.disposition == .unreachable { return nil }
        }
        guard let object = found, Self.isStored(object, token: token, size: nil),
            let crc64 = try crc64(of: object, brought: video), object.checksums.allow(crc64: crc64, nvme: nil),
            video.wasCutOff || object.checksums.crc64 == crc64
        else {
            try await clearStrayUploads(of: video, key: key)
            return nil
        }
        let facts = ArchivedFacts(
            size: object.size, crc64: crc64, etag: object.etag, contentType: object.contentType,
            url: links.url(of: key, in: bucket.location))
        if video.state == .pending { try await begin(video, key: key, token: token) }
        return try await finish(video, facts)
    }

    /// Writes the intent to store a video into the manifest.
    func begin(_ video: VideoRecord, key: String, token: String) async throws(Failure) {
        let place = bucket.location.bucket
        try await recorded { () throws(Failure) in
            try manifest.beginArchiving(video.key, bucket: place, objectKey: key, uploadToken: token, at: now())
        }
    }

    private func crc64(of object: StoredObject, brought video: VideoRecord) throws(Failure) -> UInt64? {
        if let crc64 = object.crc64 ?? object.checksums.crc64 { return crc64 }
        guard let upload = try manifest.openUpload(of: video.key), upload.size == object.size else { return nil }
        return upload.parts.crc64(ofAll: upload.size)
    }

    /// A run that was killed between the storage's answer and the manifest's record, or that heard no answer, left an
    /// upload nobody knows the id of. Under the key of a video of ours it can only be ours.
    private func clearStrayUploads(of video: VideoRecord, key: String) async throws(Failure) {
        let known = try manifest.openUpload(of: video.key)?.uploadID
        do throws(Failure) { try await bucket.abortUploads(of: key, except: known) } catch {
            // What ends the run is told by the upload of the video, which meets the same.
            if case .stop = error.disposition, !error.saysKindIsRefused { return }
            // The video itself may still get through.
            observer(
                .problem(error.concerning("an upload of task \(video.key) could not be aborted"), video.key))
        }
    }

    /// The last step: from here on the manifest says that the video is archived.
    func finish(_ video: VideoRecord, _ facts: ArchivedFacts) async throws(Failure) -> VideoOutcome {
        try await recorded { () throws(Failure) in try manifest.finishArchiving(video.key, facts, at: now()) }
        return .archived(bytes: facts.size, url: facts.url)
    }

    /// A step of the manifest, repeated by itself while another process holds the file: no transfer has to pay for it.
    func recorded<Value: Sendable>(
        _ step: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var failures = 0
        while true {
            do throws(Failure) { return try await manifest.grouped(step) } catch {
                failures += 1
                guard case .retry = error.disposition, failures <= Self.manifestRetries else { throw error }
                // A run that is stopped does not wait, but what was stored is still recorded.
                try? await Task.sleep(for: options.backoff(failures))
            }
        }
    }

    private static let manifestRetries = 3
}

extension VideoRecord {
    /// An earlier run had begun with it: whatever it asked the storage for may have come about, heard of or not.
    fileprivate var wasBegun: Bool { [.pending, .archiving].contains(state) }

    /// The last run ended in the middle of it.
    fileprivate var wasCutOff: Bool {
        state == .archiving || state == .pending && lastError?.isCutOff == true
    }
}
