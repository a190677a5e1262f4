import Failures
import HTTPTransport
import Manifest
import ObjectStorage

extension VideoArchiver {
    /// An upload that may have been stored though its answer never came.
    struct OpenUpload {
        var key: String
        var token: String
        /// Bytes, where they are known.
        var length: Int64?
    }

    /// The answer of the bucket if it holds that upload; `nil` if it does not, or cannot be asked.
    func stored(_ upload: OpenUpload) async -> (head: HTTPResponseHead, object: StoredObject)? {
        guard let reply = try? await http.exchange(bucket.headRequest(key: upload.key)),
            let object = StoredObject(reply.head), object.uploadToken == upload.token, object.size > 0,
            object.size == upload.length ?? object.size
        else { return nil }
        return (reply.head, object)
    }

    /// Takes over what a killed run had stored completely.
    ///
    /// - Parameter video: as the manifest had it before this run touched it.
    func adopted(_ video: VideoRecord) async throws(Failure) -> VideoOutcome? {
        guard video.state == .archiving, video.bucket == bucket.location.bucket, let key = video.objectKey,
            let token = video.uploadToken,
            let object = await stored(OpenUpload(key: key, token: token))?.object, let crc64 = object.crc64
        else { return nil }
        let facts = ArchivedFacts(
            size: object.size, crc64: crc64, etag: object.etag, contentType: object.contentType,
            url: links.url(of: key, in: bucket.location))
        return try await finish(video, facts)
    }

    /// The last step: from here on the manifest says that the video is archived.
    func finish(_ video: VideoRecord, _ facts: ArchivedFacts) async throws(Failure) -> VideoOutcome {
        try await recorded { () throws(Failure) in try manifest.finishArchiving(video.key, facts, at: now()) }
        return .archived(bytes: facts.size, url: facts.url)
    }

    /// A step of the manifest, repeated by itself while another process holds the file: no transfer has to pay for it.
    func recorded(_ step: () throws(Failure) -> Void) async throws(Failure) {
        var failures = 0
        while true {
            do throws(Failure) { return try step() } catch {
                failures += 1
                guard case .retry = error.disposition, failures <= Self.manifestRetries else { throw error }
                // A run that is stopped does not wait, but what was stored is still recorded.
                try? await Task.sleep(for: options.backoff(failures))
            }
        }
    }

    private static let manifestRetries = 3
}
