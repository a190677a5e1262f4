import Digests
import Failures
import HTTPTransport
import Manifest
import Media
import ObjectStorage

/// One video on its way in parts: each a range of the source, relayed into an upload of its own.
struct PartsTransfer: Sendable {
    /// What all parts have in common.
    struct Subject: Sendable {
        var sourceURL: String
        var whole: SourceWhole
        var object: ObjectUpload
        var plan: PartPlan
        var upload: MultipartUpload
        /// Its number in the manifest.
        var number: Int64
    }

    let subject: Subject
    let check: WholeCheck
    let ledger: PartsLedger
    let progress: RelayProgress
    private let permits: Permits
    private let archiver: VideoArchiver

    /// - Parameters:
    ///   - isFirstUnderWay: whether the first part is on its way already and holds a permit.
    ///   - progress: that of the whole video.
    init(
        _ subject: Subject, check: WholeCheck, ledger: PartsLedger, isFirstUnderWay: Bool, progress: RelayProgress,
        archiver: VideoArchiver
    ) {
        self.subject = subject
        self.check = check
        self.ledger = ledger
        self.progress = progress
        self.archiver = archiver
        // The MD5 of the whole can only be computed in order.
        let count = subject.whole.needsMD5 ? 1 : archiver.options.partsPerVideo
        permits = Permits(isFirstUnderWay ? count - 1 : count)
    }

    /// Sends every part that the storage does not have yet, from this one on.
    ///
    /// - Returns: why it did not succeed; the first failure ends the others.
    func send(from first: Int) async -> Failure? {
        guard first <= subject.plan.count else { return nil }
        return await withTaskGroup(of: Failure?.self) { group in
            var interruption: Failure?
            for number in first...subject.plan.count {
                if await ledger.has(number) { continue }
                do throws(Failure) { try await permits.acquire() } catch {
                    interruption = error
                    break
                }
                group.addTask { await holdingPermit { () throws(Failure) in try await send(number) } }
            }
            var failure: Failure?
            for await ended in group {
                guard failure == nil, let ended else { continue }
                failure = ended
                group.cancelAll()
            }
            return failure ?? interruption
        }
    }

    /// What becomes of the first part, whose relay opened the source.
    func settleFirst(_ outcome: RelayOutcome<VideoRelay>) async -> Failure? {
        await holdingPermit { () throws(Failure) in
            switch outcome.result {
            case .success(let reply):
                await archiver.bucket.accepted(reply.head, continueAnswer: outcome.continueAnswer)
                do throws(Failure) {
                    return try await record(1, reply.head, outcome.handler.digests)
                } catch {
                    try await send(1, after: error)
                }
            case .failure(let error):
                try await send(
                    1, after: await archiver.meaning(of: error, key: subject.object.key, outcome.handler.digests))
            }
        }
    }

    private func holdingPermit(_ body: () async throws(Failure) -> Void) async -> Failure? {
        var failure: Failure?
        do throws(Failure) { try await body() } catch { failure = error }
        if failure != nil { await permits.close() }
        await permits.release()
        return failure
    }

    /// Sends one part, as often as the settings allow.
    ///
    /// - Parameter earlier: why it failed before.
    private func send(_ number: Int, after earlier: Failure? = nil) async throws(Failure) {
        try await check.reach(subject.plan.range(of: number).lowerBound)
        try await archiver.repeating(after: earlier) { () throws(Failure) in try await sendOnce(number) }
    }

    private func sendOnce(_ number: Int) async throws(Failure) {
        let range = subject.plan.range(of: number)
        let length = range.upperBound - range.lowerBound
        let stretch = SourceStretch(
            url: subject.sourceURL, start: range.lowerBound, length: length, etag: subject.whole.etag,
            total: subject.plan.size, patience: archiver.options.patience)
        let (bucket, upload, digests) = (archiver.bucket, subject.upload, archiver.bucket.digests())
        let relay = PartRelay(stretch, digests: digests, check: check) {
            try await bucket.part(number, of: upload, length: length, digests: digests)
        }
        let outcome = await archiver.http.relay(
            relay, progress: RelayProgress(partOf: progress), sourcePolicy: archiver.options.sourcePolicy)
        switch outcome.result {
        case .success(let reply):
            await bucket.accepted(reply.head, continueAnswer: outcome.continueAnswer)
            try await record(number, reply.head, digests)
        case .failure(let error): throw await archiver.meaning(of: error, key: subject.object.key, digests)
        }
    }

    /// The storage took the part: prove it, then let the manifest say so.
    func record(_ number: Int, _ reply: HTTPResponseHead, _ digests: BodyDigests) async throws(Failure) {
        let range = subject.plan.range(of: number)
        let length = range.upperBound - range.lowerBound
        if case .contradicted(let claim) = archiver.bucket.proof(of: reply, size: length, digests: digests) {
            throw VideoArchiver.contradiction(claim)
        }
        guard let part = UploadedPart(number: number, reply, digests) else {
            throw Failure(
                "storage.no-etag", "the storage took a part without naming its ETag", disposition: .retry())
        }
        let entry = UploadedPartRecord(
            number: number, etag: part.etag, size: length, crc64: digests.crc64, crc64nvme: digests.crc64nvme)
        try await archiver.recorded { () throws(Failure) in
            try await ledger.add(entry) { check.checkpoint }
        }
    }

    /// CRC-64/XZ of the whole that these parts make.
    static func crc64(of parts: [UploadedPartRecord]) -> UInt64 {
        parts.reduce(0) { CRC64.combine($0, $1.crc64, secondLength: $1.size, variant: .xz) }
    }

    /// All parts are there: the verdict on the whole, then the object comes to be.
    func conclude() async throws(Failure) -> ArchivedFacts {
        let parts = await ledger.all
        let size = subject.plan.size
        let crc64 = Self.crc64(of: parts)
        let properties: MediaProperties
        do {
            properties = try check.finish(totalLength: size)
        } catch {
            throw SourceFailure.rejection(error)
        }
        try subject.whole.check(crc64: crc64, md5: check.wholeMD5)
        let stored = try await archiver.bucket.complete(
            subject.upload, object: subject.object, parts: parts.map(UploadedPart.init), size: size, crc64: crc64)
        return ArchivedFacts(
            size: size, crc64: crc64, etag: stored.etag, contentType: subject.object.contentType,
            properties: properties, url: archiver.links.url(of: subject.object.key, in: archiver.bucket.location))
    }
}
