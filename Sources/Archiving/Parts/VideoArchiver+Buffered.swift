import Digests
import Failures
import HTTPTransport
import Manifest
import Media
import ObjectStorage

extension VideoArchiver {
    /// Moves a source that takes no ranges, or does not say how long it is: one stream, a part after the other through
    /// memory. Of all videos of a run only a few do so at once.
    func transferBuffered(_ attempt: Attempt) async throws(Failure) -> ArchivedFacts {
        try await buffers.acquire()
        do throws(Failure) {
            let facts = try await BufferedTransfer(self, attempt).run()
            await buffers.release()
            return facts
        } catch {
            await buffers.release()
            throw error
        }
    }
}

/// One video on its way through memory.
struct BufferedTransfer {
    private let archiver: VideoArchiver
    private let attempt: Attempt
    private let check: WholeCheck
    private let rules: PartRules
    private var parts: [UploadedPartRecord] = []
    private var received: Int64 = 0

    init(_ archiver: VideoArchiver, _ attempt: Attempt) {
        self.archiver = archiver
        self.attempt = attempt
        check = WholeCheck(ContentCheck(attempt.content, contentType: attempt.object.contentType))
        rules = archiver.bucket.location.profile.parts
    }

    private var bucket: Bucket { archiver.bucket }

    mutating func run() async throws(Failure) -> ArchivedFacts {
        let partSize = max(archiver.options.partSize, rules.minimum)
        attempt.progress.reset()
        let stream = try await open(partSize)
        let whole = try SourceWhole(stream.head)
        if let length = whole.length { attempt.progress.expect(total: length) }
        if whole.needsMD5 { check.computeMD5() }
        let object = attempt.object.knowing(whole)
        let first = try await next(stream)
        guard !first.isEmpty else { throw SourceFailure.rejection(ContentDefect.empty) }
        if first.count < partSize { return try await sendWhole(first, object, whole) }
        return try await sendParts(first, stream, object, whole, partSize: partSize)
    }

    private func open(_ partSize: Int64) async throws(Failure) -> SourceStream {
        do throws(SourceStreamError) {
            return try await archiver.http.openStream(
                SourceStretch.request(attempt.sourceURL, range: nil), segmentLength: Int(partSize),
                sourcePolicy: archiver.options.sourcePolicy)
        } catch {
            switch error {
            case .refused(let response): throw SourceFailure.refusal(response)
            case .transport(let error): throw SourceFailure.connection(error)
            }
        }
    }

    /// The next segment, checked; empty at the end.
    private mutating func next(_ stream: SourceStream) async throws(Failure) -> [UInt8] {
        let segment: [UInt8]
        do throws(TransportError) {
            segment = try await stream.next()
        } catch {
            throw error.kind == .cancelled ? VideoArchiver.stopped : SourceFailure.connection(error)
        }
        do throws(ContentDefect) {
            try check.passed(segment, at: received)
        } catch {
            throw SourceFailure.rejection(error)
        }
        received += Int64(segment.count)
        attempt.progress.update(received: received)
        return segment
    }

    /// The whole is in memory and known to be sound before its first byte goes out.
    private func sendWhole(
        _ bytes: [UInt8], _ object: ObjectUpload, _ whole: SourceWhole
    ) async throws(Failure) -> ArchivedFacts {
        let digests = bucket.digests(of: bytes)
        let properties = try verdict(whole, crc64: digests.crc64)
        do {
            try await archiver.checkFree(object)
        } catch {
            guard let failure = error as? Failure else {
                let found = try await archiver.ours(attempt, size: received, crc64: digests.crc64)
                return archiver.facts(found, object, digests.crc64, properties)
            }
            throw failure
        }
        return try await archiver.repeating { () throws(Failure) in
            let upload = try await bucket.put(object, length: received, digests: digests)
            switch await send(upload, bytes) {
            case .success(let reply):
                return try await archiver.proven(reply.head, object, size: received, digests, properties)
            case .failure(let failure): throw failure
            case .refused(let response) where bucket.isOccupied(response, for: object):
                let found = try await archiver.ours(attempt, size: received, crc64: digests.crc64)
                return archiver.facts(found, object, digests.crc64, properties)
            case .refused(let response): throw await bucket.failure(of: response, key: object.key)
            }
        }
    }

    private mutating func sendParts(
        _ first: [UInt8], _ stream: SourceStream, _ object: ObjectUpload, _ whole: SourceWhole, partSize: Int64
    ) async throws(Failure) -> ArchivedFacts {
        let upload = try await bucket.beginMultipart(object)
        let record = try await archiver.register(
            upload, size: whole.length ?? 0, partSize: partSize, whole, for: attempt)
        do throws(Failure) {
            var segment = first
            while !segment.isEmpty {
                try await sendPart(segment, of: upload, key: object.key)
                segment = try await next(stream)
            }
            let crc64 = parts.reduce(0) { CRC64.combine($0, $1.crc64, secondLength: $1.size, variant: .xz) }
            let properties = try verdict(whole, crc64: crc64)
            let stored = try await bucket.complete(
                upload, object: object, parts: parts.map(UploadedPart.init), size: received, crc64: crc64)
            return archiver.facts(stored, object, crc64, properties)
        } catch {
            // Where it broke off, a later attempt cannot begin: nothing of it is of use.
            try await archiver.abandon(record)
            throw error
        }
    }

    private mutating func sendPart(
        _ bytes: [UInt8], of upload: MultipartUpload, key: String
    ) async throws(Failure) {
        let number = parts.count + 1
        guard number <= rules.count else {
            throw Failure(
                "source.too-large", "the video is longer than the storage takes in parts of this size",
                remedy: "set a larger transfer.partSize", disposition: .giveUp)
        }
        let (digests, size) = (bucket.digests(of: bytes), Int64(bytes.count))
        let etag = try await archiver.repeating { () throws(Failure) in
            switch await send(try await bucket.part(number, of: upload, length: size, digests: digests), bytes) {
            case .success(let reply):
                if case .contradicted(let claim) = bucket.proof(of: reply.head, size: size, digests: digests) {
                    throw VideoArchiver.contradiction(claim)
                }
                return reply.head.headers["ETag"] ?? ""
            case .refused(let response): throw await bucket.failure(of: response, key: key)
            case .failure(let failure): throw failure
            }
        }
        parts.append(
            UploadedPartRecord(
                number: number, etag: etag, size: size, crc64: digests.crc64, crc64nvme: digests.crc64nvme))
    }

    private enum Sent {
        case success(HTTPResponse)
        case refused(HTTPResponse)
        case failure(Failure)
    }

    private func send(_ upload: Upload, _ bytes: [UInt8]) async -> Sent {
        do throws(TransportError) {
            let reply = try await archiver.http.exchange(
                upload.request(sending: bytes), limits: ExchangeLimits(time: nil))
            guard reply.head.isSuccess else { return .refused(reply) }
            bucket.accepted(reply.head, continueAnswer: .notAsked)
            return .success(reply)
        } catch {
            return .failure(error.kind == .cancelled ? VideoArchiver.stopped : bucket.failure(of: error))
        }
    }

    /// Every byte came: is it what was promised?
    private func verdict(_ whole: SourceWhole, crc64: UInt64) throws(Failure) -> MediaProperties {
        do throws(ContentDefect) {
            let properties = try check.finish(totalLength: whole.length ?? received)
            try whole.check(crc64: crc64, md5: check.wholeMD5)
            return properties
        } catch {
            throw SourceFailure.rejection(error)
        }
    }
}
