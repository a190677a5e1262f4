import Failures
import HTTPTransport
import Media
import ObjectStorage

/// The relay that opens the source: the first answer decides how the video goes up, and its bytes are the whole or the
/// first part.
struct VideoRelay: RelayHandler {
    /// What one attempt needs to know.
    struct Plan: Sendable {
        var sourceURL: String
        /// Key, type and fields of the object; source-dependent ones are added when the source has answered.
        var object: ObjectUpload
        /// Bytes of a part, and of the first range.
        var partSize: Int64
        /// Whether the first request asks for everything, as the URL may be dead before another one.
        var isUrgent: Bool
        var patience: SourceStretch.Patience
    }

    /// A relay cannot do it: the source sends one stream that has to go through memory.
    struct NeedsBuffer: Error {}

    /// How the first bytes get an upload: one of the whole object, or of the first part.
    struct Openings: Sendable {
        var single: @Sendable (ObjectUpload, Int64, BodyDigests) async throws -> Upload
        var parts: @Sendable (SourceWhole, ObjectUpload, PartPlan, BodyDigests) async throws -> Upload
        /// Notes what the first part is before its last bytes go.
        var intend: @Sendable (BodyDigests) async throws -> Void
    }

    private let plan: Plan
    private let rules: PartRules
    private let openings: Openings
    private let check: WholeCheck
    private let progress: RelayProgress
    private let ended: @Sendable (_ isWhole: Bool) -> Void
    private var stretch: SourceStretch?
    private var taken: Int64 = 0

    /// Of the bytes that this relay passes.
    let digests: BodyDigests
    /// What the source said about the whole, once it answered.
    private(set) var whole: SourceWhole?
    /// How it goes up, once that is decided.
    private(set) var route: TransferRoute?
    /// What the bytes of the whole said about themselves, once they passed.
    private(set) var properties: MediaProperties?

    /// - Parameters:
    ///   - progress: that of the whole video.
    ///   - ended: is told that the source has given every byte this relay asks for, and whether those are the whole; must
    ///     not block.
    init(
        _ plan: Plan, rules: PartRules, digests: BodyDigests, openings: Openings, check: WholeCheck,
        progress: RelayProgress, ended: @escaping @Sendable (_ isWhole: Bool) -> Void
    ) {
        self.plan = plan
        self.rules = rules
        self.digests = digests
        self.openings = openings
        self.check = check
        self.progress = progress
        self.ended = ended
    }

    mutating func openingRequest() -> HTTPRequest {
        SourceStretch.request(plan.sourceURL, range: plan.isUrgent ? "0-" : "0-\(max(1, plan.partSize) - 1)")
    }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        let whole = try SourceWhole(head)
        self.whole = whole
        let route = try TransferRoute(whole, partSize: plan.partSize, isWhole: plan.isUrgent, rules: rules)
        self.route = route
        guard route != .buffered, let total = whole.length else { throw NeedsBuffer() }
        guard total > 0 else { throw ContentDefect.empty }
        progress.expect(total: total)
        if whole.needsMD5 { check.computeMD5() }
        let object = plan.object.knowing(whole)
        let (openings, digests) = (openings, digests)
        switch route {
        case .parts(let parts):
            let length = parts.range(of: 1).upperBound
            stretch = stretch(length: length, of: whole, total: total)
            return { try await openings.parts(whole, object, parts, digests) }
        case .single, .buffered:
            stretch = stretch(length: total, of: whole, total: total)
            return { try await openings.single(object, total, digests) }
        }
    }

    private func stretch(length: Int64, of whole: SourceWhole, total: Int64) -> SourceStretch {
        SourceStretch(
            url: plan.sourceURL, start: 0, length: length, etag: whole.etag, total: total, patience: plan.patience)
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws {
        try stretch?.checkAnswer(head, after: offset)
    }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws {
        // More than was announced would push the held-back end of the upload out before the verdict.
        if let length = stretch?.length, taken + Int64(bytes.count) > length {
            throw ContentDefect.surplus(taken + Int64(bytes.count) - length)
        }
        digests.update(bytes)
        try check.passed(bytes, at: taken)
        taken += Int64(bytes.count)
    }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        guard let whole else {
            throw Failure("source.no-answer", "the source did not answer", disposition: .retry())
        }
        if let step = try stretch?.step(received: received, interruption: interruption) { return step }
        if route == .single {
            properties = try check.finish(totalLength: received)
            try whole.check(crc64: digests.crc64, md5: check.wholeMD5)
        }
        ended(route == .single)
        guard case .parts = route else { return .complete }
        let (openings, digests) = (openings, digests)
        return .completeAfter { try await openings.intend(digests) }
    }
}

extension ObjectUpload {
    /// With what the source names of its content.
    func knowing(_ whole: SourceWhole) -> ObjectUpload {
        var object = self
        object.contentMD5 = whole.contentMD5
        if let crc64 = whole.crc64 { object.metadata.append(("crc64", String(crc64))) }
        return object
    }
}
