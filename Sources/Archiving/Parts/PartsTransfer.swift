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
    /// Parts that come from the source at once. One whose bytes have all come makes room for the next, while the storage
    /// still thinks about its answer.
    private let sources: Permits
    private let first: Permit?
    /// Parts under way at once: for each that comes one that awaits its answer.
    private let most: Int
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
        sources = Permits(count)
        most = 2 * count
        first = isFirstUnderWay ? sources.take() : nil
    }

    /// Sends every part that the storage does not have yet, from this one on.
    ///
    /// - Returns: why it did not succeed; the first failure ends the others.
    func send(from first: Int) async -> Failure? {
        guard first <= subject.plan.count else { return nil }
        return await withTaskGroup(of: Failure?.self) { group in
            var failure: Failure?
            var underWay = 0
            for number in first...subject.plan.count {
                if await ledger.has(number) { continue }
                if underWay == most {
                    failure = await group.next() ?? nil
                    underWay -= 1
                    if failure != nil { break }
                }
                let permit: Permit
                do throws(Failure) { permit = try await sources.acquire() } catch {
                    failure = error
                    break
                }
                group.addTask { await settling { () throws(Failure) in try await send(number, with: permit) } }
                underWay += 1
            }
            if failure != nil { group.cancelAll() }
            for await ended in group {
                guard failure == nil, let ended else { continue }
                failure = ended
                group.cancelAll()
            }
            return failure
        }
    }

    /// Every byte of the first part has come, by the relay that opened the source.
    func firstSourceEnded() { first?.release() }

    /// What becomes of the first part, whose relay opened the source.
    func settleFirst(_ outcome: RelayOutcome<VideoRelay>) async -> Failure? {
        await settling { () throws(Failure) in
            defer { first?.release() }
            switch outcome.result {
            case .success(let reply):
                await archiver.bucket.accepted(reply.head, continueAnswer: outcome.continueAnswer)
                do throws(Failure) {
                    return try await record(1, reply.head, outcome.handler.digests)
                } catch {
                    try await send(1, with: first, after: error)
                }
            case .failure(let error):
                let failure = await archiver.meaning(of: error, key: subject.object.key, outcome.handler.digests)
                try await send(1, with: first, after: failure)
            }
        }
    }

    /// A part that failed for good keeps others from beginning.
    private func settling(_ body: () async throws(Failure) -> Void) async -> Failure? {
        do throws(Failure) {
            try await body()
            return nil
        } catch {
            sources.close(error)
            return error
        }
    }

    /// Sends one part, as often as the settings allow.
    ///
    /// - Parameters:
    ///   - permit: to read it from the source. Where that was released, another one is waited for.
    ///   - earlier: why it failed before.
    private func send(_ number: Int, with permit: Permit?, after earlier: Failure? = nil) async throws(Failure) {
        var permit = permit
        defer { permit?.release() }
        try await check.reach(subject.plan.range(of: number).lowerBound)
        try await archiver.repeating(after: earlier) { () throws(Failure) in
            let valid: Permit
            if let permit, permit.isInUse { valid = permit } else { valid = try await sources.acquire() }
            permit = valid
            try await sendOnce(number, with: valid)
        }
    }

    private func sendOnce(_ number: Int, with permit: Permit) async throws(Failure) {
        let range = subject.plan.range(of: number)
        let length = range.upperBound - range.lowerBound
        let stretch = SourceStretch(
            url: subject.sourceURL, start: range.lowerBound, length: length, etag: subject.whole.etag,
            total: subject.plan.size, patience: archiver.options.patience)
        let (bucket, upload, digests) = (archiver.bucket, subject.upload, archiver.bucket.digests())
        let relay = PartRelay(
            stretch, digests: digests, check: check,
            open: { try await bucket.part(number, of: upload, length: length, digests: digests) },
            ended: { permit.release() }, intend: { try await intend(number, digests) })
        let outcome = try await archiver.inTurn(relay, partOf: progress)
        switch outcome.result {
        case .success(let reply):
            await bucket.accepted(reply.head, continueAnswer: outcome.continueAnswer)
            try await record(number, reply.head, digests)
        case .failure(let error): throw await archiver.meaning(of: error, key: subject.object.key, digests)
        }
    }

    /// Every byte of the part has come, and the last ones are about to go: whatever becomes of this run, the next one can
    /// tell by this note that a part it finds in the storage is the one.
    func intend(_ number: Int, _ digests: BodyDigests) async throws(Failure) {
        try await note(
            UploadedPartRecord(
                number: number, etag: digests.md5 ?? "", size: digests.size, crc64: digests.crc64,
                crc64nvme: digests.crc64nvme, isConfirmed: false))
    }

    /// The storage took the part: prove it, then let the manifest say so.
    func record(_ number: Int, _ reply: HTTPResponseHead, _ digests: BodyDigests) async throws(Failure) {
        let range = subject.plan.range(of: number)
        let length = range.upperBound - range.lowerBound
        if case .contradicted(let claim) = archiver.bucket.proof(of: reply, size: length, digests: digests) {
            // Whatever a list may say of it later.
            try await ledger.remove(number)
            throw VideoArchiver.contradiction(claim)
        }
        guard let part = UploadedPart(number: number, reply, digests) else {
            throw Failure(
                "storage.no-etag", "the storage took a part without naming its ETag", disposition: .retry())
        }
        try await note(
            UploadedPartRecord(
                number: number, etag: part.etag, size: length, crc64: digests.crc64, crc64nvme: digests.crc64nvme))
    }

    private func note(_ part: UploadedPartRecord) async throws(Failure) {
        try await ledger.add(part) { check.checkpoint }
    }

    /// All parts are there: the verdict on the whole, then the object comes to be.
    func conclude() async throws(Failure) -> ArchivedFacts {
        let parts = await ledger.all
        let size = subject.plan.size
        guard let crc64 = parts.crc64(ofAll: size) else {
            throw Failure("archiving.bug", "parts of the video are missing", disposition: .stop(.bug))
        }
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
