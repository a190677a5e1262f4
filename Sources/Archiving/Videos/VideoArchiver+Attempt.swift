import Failures
import HTTPTransport
import Manifest
import Media
import ModelStudio
import ObjectStorage

extension VideoArchiver {
    /// One attempt: from the intent to the record of the result. A failed transfer is a result here.
    ///
    /// - Throws: what the manifest throws; another transfer would not help against that.
    func attempt(
        _ video: VideoRecord, of task: TaskRecord, token: String, progress: RelayProgress
    ) async throws(Failure) -> Result<VideoOutcome, Failure> {
        guard let sourceURL = video.sourceURL else {
            return .failure(
                Failure(
                    "archiving.no-source", "its source URL is not known", disposition: .renewSource(expired: false)))
        }
        let (object, content): (ObjectUpload, ExpectedContent)
        do throws(Failure) {
            (object, content) = try objects.object(for: video, of: task, sourceURL: sourceURL, token: token)
        } catch {
            return .failure(error)
        }
        try await recorded { () throws(Failure) in
            try manifest.beginArchiving(
                video.key, bucket: bucket.location.bucket, objectKey: object.key, uploadToken: token, at: now())
        }
        var unreachable: Failure?
        for candidate in SourceURL.candidates(sourceURL) {
            let plan = VideoRelay.Plan(
                sourceURL: candidate, object: object, content: content, partSize: options.partSize,
                resumes: options.retries, resumeDelay: options.backoff)
            let relay = VideoRelay(plan, bucket: bucket, progress: progress)
            let outcome = await http.relay(relay, progress: progress, sourcePolicy: options.sourcePolicy)
            switch outcome.result {
            case .success(let reply):
                return try await record(reply.head, outcome.handler, object: object, of: video)
            case .failure(.source(let error)) where error.kind.isUnreachable || error.kind == .broken:
                // The next candidate is the same object under the scheme Model Studio named.
                unreachable = SourceFailure.connection(error)
            case .failure(let error):
                let upload = OpenUpload(key: object.key, token: token, length: outcome.handler.whole?.length)
                if case .destination(_, bodyWasReleased: true) = error, let reply = await stored(upload) {
                    return try await record(reply.head, outcome.handler, object: object, of: video)
                }
                return .failure(meaning(of: error, key: object.key))
            }
        }
        return .failure(
            unreachable ?? Failure("archiving.no-source", "it has no source URL", disposition: .refuseContent))
    }

    private func meaning(of error: RelayError, key: String) -> Failure {
        switch error {
        case .source(let error): SourceFailure.connection(error)
        case .sourceRefused(let response): SourceFailure.refusal(response)
        case .destination(let error, _): bucket.failure(of: error)
        case .destinationRefused(let response): bucket.failure(of: response, key: key)
        case .rejected(let error): SourceFailure.rejection(error)
        case .cancelled: Self.stopped
        }
    }

    /// The bucket took it: prove it, then let the manifest say so.
    private func record(
        _ reply: HTTPResponseHead, _ relay: VideoRelay, object: ObjectUpload, of video: VideoRecord
    ) async throws(Failure) -> Result<VideoOutcome, Failure> {
        guard bucket.proves(reply, md5: relay.wholeMD5) else {
            return .failure(
                Failure(
                    "storage.wrong-etag", "the storage answers with the checksum of other bytes than were sent",
                    disposition: .retry()))
        }
        let size = relay.whole?.length ?? 0
        let url = links.url(of: object.key, in: bucket.location)
        let facts = ArchivedFacts(
            size: size, crc64: relay.crc64, etag: reply.entityTag,
            contentType: object.contentType, width: relay.properties?.width, height: relay.properties?.height,
            duration: relay.properties?.duration, isFastStart: relay.properties?.isFastStart, url: url)
        return .success(try await finish(video, facts))
    }
}
