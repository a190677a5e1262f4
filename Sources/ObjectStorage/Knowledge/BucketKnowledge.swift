import HTTPTransport

/// What is known of a bucket: what the settings say, and what its server taught. Pure.
struct BucketKnowledge: Sendable {
    private(set) var location: BucketLocation
    /// Seconds the storage's clock is ahead of ours.
    private(set) var clockOffset: Int64 = 0
    /// Whether the server was seen to refuse the request for a conditional write.
    private(set) var ignoresConditions = false
    /// Whether the server was seen to ignore or to refuse the question before an upload.
    private var ignoresExpectation = false
    /// Whether the present endpoint took an upload.
    private(set) var tookUpload = false
    /// Places the server sent us away from; nobody returns there.
    private var left: [BucketLocation] = []
    /// Where the next upload of a key is to go, and that one only.
    private var detours: [String: BucketLocation] = [:]

    /// A server that sends us on and on is not followed further.
    private static let longestJourney = 4
    /// More than run at once: of uploads that were given up, detours stay behind.
    private static let mostDetours = 64
    /// A clock that differs by less is not what the server refuses.
    private static let clockTolerance: Int64 = 60

    init(_ location: BucketLocation) { self.location = location }

    /// Whether an upload is worth a question first: where the server answers, until it took one.
    var expectsContinue: Bool {
        location.profile.expectation == .answers && !ignoresExpectation && !tookUpload
    }

    /// The field by which that call keeps from replacing what it is not to replace; `nil`: a HEAD has to tell before.
    ///
    /// - Parameter etag: of the one object that may be replaced; `nil`: none.
    func condition(_ call: ConditionalWrite.Call, replacing etag: String?) -> (String, String)? {
        guard !ignoresConditions, let write = location.profile.conditionalWrite else { return nil }
        if let etag { return write.replacing.contains(call) ? ("If-Match", "\"\(etag)\"") : nil }
        return write.calls.contains(call) ? (write.field, write.value) : nil
    }

    /// The place to ask for a key now.
    mutating func place(for key: String?) -> BucketLocation {
        key.flatMap { detours.removeValue(forKey: $0) } ?? location
    }

    /// An upload arrived, so that the next one will hardly be refused.
    mutating func uploadWasAccepted(_ answer: ContinueAnswer) {
        tookUpload = true
        if answer == .ignored { ignoresExpectation = true }
    }

    /// What a refusal teaches that its request did not know.
    ///
    /// - Parameter now: the time by our clock, in Unix seconds.
    mutating func learn(
        _ reply: StorageErrorReply, from context: SigningContext, key: String?, now: Int64
    ) -> Lesson? {
        if reply.code == "RequestTimeTooSkewed" { return learnClock(reply, context, now: now) }
        if reply.status == 417 {
            ignoresExpectation = true
            return .expectation
        }
        if context.isConditional, reply.meansNotImplemented {
            ignoresConditions = true
            return .unconditional
        }
        if reply.status == 307 { return learnDetour(reply, context, key) }
        return learnPlace(reply, context)
    }

    /// A bucket that is new, so that its name leads elsewhere for a while. One detour does not lead to another.
    private mutating func learnDetour(
        _ reply: StorageErrorReply, _ context: SigningContext, _ key: String?
    ) -> Lesson? {
        guard let key, context.location == location,
            let target = (reply.redirect ?? reply.endpoint).flatMap(location.moved(toEndpoint:)), target != location
        else { return nil }
        if detours.count == Self.mostDetours { detours = [:] }
        detours[key] = target
        return .detour
    }

    private mutating func learnClock(_ reply: StorageErrorReply, _ context: SigningContext, now: Int64) -> Lesson? {
        guard let serverTime = reply.serverTime else { return nil }
        let offset = serverTime - now
        guard abs(offset - context.clockOffset) >= Self.clockTolerance else { return nil }
        clockOffset = offset
        return .clock
    }

    private mutating func learnPlace(_ reply: StorageErrorReply, _ context: SigningContext) -> Lesson? {
        guard reply.meansOtherPlace else { return nil }
        // Another request may have been taught the same while this one was under way.
        if context.location != location, !left.contains(location) { return .place }
        guard let target = reply.place(seenFrom: context.location), target != context.location,
            !left.contains(target), left.count < Self.longestJourney
        else { return nil }
        left.append(context.location)
        location = target
        tookUpload = false
        return .place
    }
}
