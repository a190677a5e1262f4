import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import Media
import ModelStudio
import ObjectStorage

extension VideoArchiver {
    /// One attempt: from the intent to the proof. A failed transfer is a result here.
    ///
    /// - Parameter isFirst: whether nothing was ever begun of it.
    /// - Throws: what the manifest throws; another transfer would not help against that.
    func attempt(
        _ video: VideoRecord, of task: TaskRecord, token: String, isFirst: Bool, _ slot: Permit,
        _ progress: RelayProgress
    ) async throws(Failure) -> Result<ArchivedFacts, Failure> {
        guard let sourceURL = video.sourceURL else {
            return .failure(
                Failure(
                    "archiving.no-source", "its source URL is not known", disposition: .renewSource(expired: false)))
        }
        var (object, content): (ObjectUpload, ExpectedContent)
        do throws(Failure) {
            (object, content) = try objects.object(for: video, of: task, sourceURL: sourceURL, token: token)
            object = try await replacing(object, of: video)
        } catch {
            return .failure(error)
        }
        // While it is written the source can be asked already.
        let intent = Task { [key = object.key] in
            await Result(of: { () async throws(Failure) in try await begin(video, key: key, token: token) })
        }
        let result = await transferred(
            Attempt(
                video: video, token: token, object: object, content: content, isFirst: isFirst, intent: intent,
                slot: slot, sourceURL: sourceURL, progress: progress, isUrgent: isUrgent(video)))
        try await intent.value.get()
        return result
    }

    /// Tries one source URL after the other.
    private func transferred(_ attempt: Attempt) async -> Result<ArchivedFacts, Failure> {
        var unreachable = Failure("archiving.no-source", "it has no source URL", disposition: .refuseContent)
        var candidates = SourceURL.candidates(attempt.sourceURL)[...]
        var redirects = 0
        while let candidate = candidates.popFirst() {
            var attempt = attempt
            attempt.sourceURL = candidate
            do throws(Failure) {
                return .success(try await transfer(attempt))
            } catch {
                if error.saysWrongBytes { await withdraw(attempt) }
                if let redirect = error.cause as? SourceRedirect {
                    do throws(Failure) {
                        candidates = [try redirect.target(from: candidate, followed: redirects)]
                    } catch {
                        return .failure(error)
                    }
                    redirects += 1
                    continue
                }
                guard error.isSourceUnreachable else { return .failure(error) }
                // The next candidate is the same object under the scheme Model Studio named.
                unreachable = error
            }
        }
        return .failure(unreachable)
    }

    /// A URL that dies sooner is asked for everything at once: what was begun before its end is sent to the end.
    private static let urgency = 600.0

    private func isUrgent(_ video: VideoRecord) -> Bool {
        video.expiresAt.map { $0.timeIntervalSince(now()) < Self.urgency } ?? false
    }

    /// Moves the bytes, and proves that they arrived.
    private func transfer(_ attempt: Attempt) async throws(Failure) -> ArchivedFacts {
        if !attempt.isFirst {
            try await attempt.intent.value.get()
            switch try await resumed(attempt) {
            case .parts(let parts): return try await conclude(parts, of: attempt, failure: await parts.send(from: 1))
            case .stored(let facts): return facts
            case nil: break
            }
        }
        let check = WholeCheck(ContentCheck(attempt.content, contentType: attempt.object.contentType))
        let beginning = PartsBeginning()
        let relay = relay(attempt, check: check, beginning: beginning)
        attempt.progress.reset()
        return try await conclude(await transferring(relay, attempt, beginning), of: attempt)
    }

    private enum Transferred: Sendable {
        case whole(RelayOutcome<VideoRelay>)
        case parts(PartsTransfer, Failure?)
        case none
    }

    /// Runs the relay that opens the source and, once it turns out that the video goes up in parts, those of the others
    /// beside it.
    private func transferring(_ relay: VideoRelay, _ attempt: Attempt, _ beginning: PartsBeginning) async -> Transferred
    {
        await withTaskGroup(of: Transferred.self) { group in
            group.addTask {
                // It fails only where the run is stopped before its turn has come.
                let outcome = try? await inTurn(relay, partOf: attempt.progress)
                let parts = await beginning.end()
                guard let outcome else { return .none }
                guard let parts else { return .whole(outcome) }
                return .parts(parts, await parts.settleFirst(outcome))
            }
            group.addTask {
                guard let parts = await beginning.decided() else { return .none }
                return .parts(parts, await parts.send(from: 2))
            }
            var result = Transferred.none
            for await ended in group {
                switch (ended, result) {
                case (.none, _), (_, .parts(_, .some)): break
                default: result = ended
                }
                if case .parts(_, .some) = ended { group.cancelAll() }
            }
            return result
        }
    }

    private func conclude(_ transferred: Transferred, of attempt: Attempt) async throws(Failure) -> ArchivedFacts {
        switch transferred {
        case .whole(let outcome): try await conclude(outcome, of: attempt)
        case .parts(let parts, let failure): try await conclude(parts, of: attempt, failure: failure)
        case .none: throw Self.stopped
        }
    }

    /// The relay of a whole video ended.
    private func conclude(
        _ outcome: RelayOutcome<VideoRelay>, of attempt: Attempt
    ) async throws(Failure) -> ArchivedFacts {
        let relay = outcome.handler
        switch outcome.result {
        case .success(let reply):
            await bucket.accepted(reply.head, continueAnswer: outcome.continueAnswer)
            return try await proven(
                reply.head, attempt.object, size: relay.whole?.length ?? 0, relay.digests, relay.properties)
        case .failure(.rejected(is VideoRelay.NeedsBuffer)):
            return try await transferBuffered(attempt)
        case .failure(.destination(let error, bodyWasReleased: true)):
            // It may be stored though its answer never came.
            if let object = await stored(attempt, size: relay.whole?.length, relay.digests) {
                return facts(object, attempt.object, relay.digests.crc64, relay.properties)
            }
            throw bucket.failure(of: error)
        case .failure(let error):
            let failure = await meaning(of: error, key: attempt.object.key, relay.digests)
            let isAll = relay.digests.size == relay.whole?.length
            return try await ours(
                attempt, instead: failure, size: relay.whole?.length,
                crc64: relay.whole?.crc64 ?? (isAll ? relay.digests.crc64 : nil), relay.properties)
        }
    }

    /// What stands for the object that was stored or found.
    func facts(
        _ object: StoredObject, _ upload: ObjectUpload, _ crc64: UInt64, _ properties: MediaProperties?
    ) -> ArchivedFacts {
        ArchivedFacts(
            size: object.size, crc64: crc64, etag: object.etag, contentType: upload.contentType,
            properties: properties, url: links.url(of: upload.key, in: bucket.location))
    }

    /// The bucket took the body: by the reply, or else by a look at the object, it is the one that was sent.
    func proven(
        _ reply: HTTPResponseHead, _ upload: ObjectUpload, size: Int64, _ digests: BodyDigests,
        _ properties: MediaProperties?
    ) async throws(Failure) -> ArchivedFacts {
        var etag = reply.entityTag
        switch bucket.proof(of: reply, size: size, digests: digests) {
        case .proven: break
        case .contradicted(let claim): throw Self.contradiction(claim)
        case .unproven:
            guard let object = try await bucket.head(upload.key), object.size == size else {
                throw Self.contradiction("another size than \(size) bytes")
            }
            guard object.checksums.allow(crc64: digests.crc64, nvme: digests.crc64nvme) else {
                throw Self.contradiction("another checksum")
            }
            etag = object.etag
        }
        return ArchivedFacts(
            size: size, crc64: digests.crc64, etag: etag, contentType: upload.contentType, properties: properties,
            url: links.url(of: upload.key, in: bucket.location))
    }

    static func contradiction(_ claim: String) -> Failure {
        Failure(
            "storage.wrong-checksum", "the storage has other bytes than were sent: it answers with \(claim)",
            disposition: .retry())
    }

    /// What ended a relay, for everything that follows.
    ///
    /// - Parameter digests: those its upload was asked for with.
    func meaning(of error: RelayError, key: String, _ digests: BodyDigests) async -> Failure {
        switch error {
        case .source(let error): SourceFailure.connection(error)
        case .sourceRefused(let response): SourceFailure.refusal(response)
        case .destination(let error, _): bucket.failure(of: error)
        case .destinationRefused(let response): await bucket.failure(of: response, key: key, digests: digests)
        case .rejected(let error): SourceFailure.rejection(error)
        case .cancelled: Self.stopped
        }
    }
}

extension Failure {
    /// No word was exchanged with the source.
    fileprivate var isSourceUnreachable: Bool {
        guard code == SourceFailure.connectionCode, let error = cause as? TransportError else { return false }
        return error.kind.isUnreachable || error.kind == .broken
    }
}
