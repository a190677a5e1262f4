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
        try await attempt.intent.value.get()
        let permit = try await buffers.acquire()
        defer { permit.release() }
        var transfer = BufferedTransfer(self, attempt)
        return try await transfer.run()
    }
}

/// One video on its way through memory.
private struct BufferedTransfer {
    private let archiver: VideoArchiver
    private let attempt: Attempt
    private let check: WholeCheck
    private let rules: PartRules
    private var received: Int64 = 0
    /// CRC-64/XZ of all bytes, once they came and are sound.
    private var crc64: UInt64?

    init(_ archiver: VideoArchiver, _ attempt: Attempt) {
        self.archiver = archiver
        self.attempt = attempt
        check = WholeCheck(ContentCheck(attempt.content, contentType: attempt.object.contentType))
        rules = archiver.bucket.location.profile.parts
    }

    mutating func run() async throws(Failure) -> ArchivedFacts {
        attempt.progress.reset()
        let stream = try await open(
            segment: Int(TransferRoute.bufferedPart(partSize: archiver.options.partSize, rules: rules)))
        let whole = try SourceWhole(stream.head)
        if let length = whole.length { attempt.progress.expect(total: length) }
        if whole.needsMD5 { check.computeMD5() }
        let first = try await next(stream)
        guard !first.isEmpty else { throw SourceFailure.rejection(ContentDefect.empty) }
        let object = attempt.object.knowing(whole)
        do throws(Failure) {
            if first.count < stream.segmentLength { return try await sendWhole(first, object, whole) }
            return try await sendParts(first, stream, object, whole)
        } catch {
            let size = crc64 == nil ? whole.length : received
            return try await archiver.ours(attempt, instead: error, size: size, crc64: crc64 ?? whole.crc64)
        }
    }

    private func open(segment: Int) async throws(Failure) -> SourceStream {
        do throws(SourceStreamError) {
            return try await archiver.http.openStream(
                SourceStretch.request(attempt.sourceURL, range: nil), segmentLength: segment,
                sourcePolicy: archiver.options.sourcePolicy)
        } catch {
            switch error {
            case .refused(let response): throw SourceFailure.refusal(response)
            case .transport(let error): throw Self.meaning(of: error)
            }
        }
    }

    /// The next segment, checked; empty at the end.
    private mutating func next(_ stream: SourceStream) async throws(Failure) -> [UInt8] {
        let segment: [UInt8]
        do throws(TransportError) { segment = try await stream.next() } catch { throw Self.meaning(of: error) }
        let defect = segment.withUnsafeBytes { bytes -> ContentDefect? in
            do throws(ContentDefect) {
                try check.passed(bytes, at: received)
                return nil
            } catch {
                return error
            }
        }
        if let defect { throw SourceFailure.rejection(defect) }
        received += Int64(segment.count)
        attempt.progress.update(received: received)
        return segment
    }

    private static func meaning(of error: TransportError) -> Failure {
        error.kind == .cancelled ? VideoArchiver.stopped : SourceFailure.connection(error)
    }

    /// The whole is in memory and known to be sound before its first byte goes out.
    private mutating func sendWhole(
        _ bytes: [UInt8], _ object: ObjectUpload, _ whole: SourceWhole
    ) async throws(Failure) -> ArchivedFacts {
        var crc = CRC64(.xz)
        bytes.withUnsafeBytes { crc.update($0) }
        let properties = try verdict(whole, crc64: crc.value)
        let stored = try await archiver.bucket.write(object, bytes)
        return archiver.facts(stored, object, crc.value, properties)
    }

    private mutating func sendParts(
        _ first: [UInt8], _ stream: SourceStream, _ object: ObjectUpload, _ whole: SourceWhole
    ) async throws(Failure) -> ArchivedFacts {
        let bucket = archiver.bucket
        let (upload, record) = try await archiver.beginUpload(
            object, size: whole.length ?? 0, partSize: Int64(stream.segmentLength), whole, for: attempt)
        do throws(Failure) {
            var parts: [UploadedPart] = []
            var crc64: UInt64 = 0
            var segment = first
            while !segment.isEmpty {
                guard parts.count < rules.count else { throw Self.tooLong }
                let part = try await bucket.write(part: parts.count + 1, of: upload, segment)
                crc64 = CRC64.combine(crc64, part.crc64 ?? 0, secondLength: part.size, variant: .xz)
                parts.append(part)
                segment = try await next(stream)
            }
            let properties = try verdict(whole, crc64: crc64)
            let stored = try await bucket.complete(
                upload, object: object, parts: parts, size: received, crc64: crc64)
            return archiver.facts(stored, object, crc64, properties)
        } catch {
            // A later attempt cannot begin where this one broke off: nothing of it is of use.
            try await archiver.abandon(record)
            throw error
        }
    }

    private static var tooLong: Failure {
        Failure(
            "source.too-large", "the video is longer than the storage takes in parts of this size",
            remedy: "set a larger transfer.partSize", disposition: .giveUp)
    }

    /// Every byte came: is it what was promised?
    private mutating func verdict(_ whole: SourceWhole, crc64: UInt64) throws(Failure) -> MediaProperties {
        let properties: MediaProperties
        do throws(ContentDefect) {
            properties = try check.finish(totalLength: whole.length ?? received)
        } catch {
            throw SourceFailure.rejection(error)
        }
        try whole.check(crc64: crc64, md5: check.wholeMD5)
        self.crc64 = crc64
        return properties
    }
}
