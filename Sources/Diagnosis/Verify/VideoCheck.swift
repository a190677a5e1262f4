import Failures
import FoundationEssentials
import Manifest
import ObjectStorage

/// Checks one archived video against the bucket, and its link as a browser would.
struct VideoCheck: Sendable {
    let bucket: Bucket
    let reading: DeepRead
    let linkCheck: LinkCheck
    let advice: LinkAdvice
    let options: VerifyOptions
    /// Whether it is to be settled what a changed object holds, as it may have to be replaced.
    let settlesChanges: Bool
    /// Whether an object that is not there is known to be missing in a bucket that is.
    let presence = Presence()
    let now: @Sendable () -> Date

    /// - Parameters:
    ///   - link: the permanent link.
    ///   - listing: what the bucket's list says of the object.
    /// - Throws: what every other video would meet as well.
    func check(_ video: VideoRecord, link: String?, listing: Listing) async throws(Failure) -> VerifiedVideo {
        var result = VerifiedVideo(video, link: link)
        try await checkObject(video, listing, &result)
        if options.checksLinks, let link { await checkLink(link, of: video, &result) }
        return result
    }

    private func checkObject(
        _ video: VideoRecord, _ listing: Listing, _ result: inout VerifiedVideo
    ) async throws(Failure) {
        guard let key = video.objectKey, video.bucket == bucket.location.bucket else {
            return result.add(
                VideoProblem(
                    kind: .unchecked, found: "it is archived in the bucket \(video.bucket ?? "?")",
                    remedy: "set storage.url to that bucket to check it"), .unfinished)
        }
        do throws(Failure) {
            if let finding = try await finding(video, key, listing, &result) {
                let advice = ProblemAdvice(
                    taskID: video.key.taskID, archivedAt: video.archivedAt, isOurs: result.object?.isOurs, now: now())
                result.add(
                    VideoProblem(kind: finding.kind, found: finding.found, remedy: advice.remedy(finding.kind)), .lost)
            }
        } catch {
            guard error.concernsOneObject else { throw error }
            if case .retry = error.disposition { result.metSilence = true }
            result.add(
                VideoProblem(kind: .unreadable, found: error.message, remedy: error.remedy), error.exitStatus)
        }
    }

    private func finding(
        _ video: VideoRecord, _ key: String, _ listing: Listing, _ result: inout VerifiedVideo
    ) async throws(Failure) -> ObjectFinding? {
        let listed = listing.object(of: video)
        if let listed, !options.isDeep {
            result.object = ObjectObservation(listed)
            return nil
        }
        let object = if let listed { ObjectObservation(listed) } else { try await head(key, of: video) }
        result.object = object
        let verdict = ObjectVerdict(size: video.size, crc64: video.crc64, etag: video.etag)
        var finding = verdict.finding(object, content: nil)
        let isToBeRead = finding == nil || finding?.kind == .changed || finding?.kind == .wrongBytes
        if object != nil, options.isDeep && isToBeRead || settlesChanges && finding?.kind == .changed {
            let content = try await reading.content(of: key)
            result.bytesRead = content.size
            finding = verdict.finding(object, content: content)
            result.isProven = finding == nil
        }
        // A list does not tell whose an object is.
        if finding != nil, listed != nil { result.object = try await head(key, of: video) }
        return finding
    }

    private func head(_ key: String, of video: VideoRecord) async throws(Failure) -> ObjectObservation? {
        if let object = try await bucket.head(key) { return ObjectObservation(object, of: video) }
        // Nothing may be taken for lost because the settings lead to a bucket that does not exist.
        if !presence.isKnown {
            try await bucket.confirmAbsence(of: key)
            presence.isKnown = true
        }
        return nil
    }

    private func checkLink(_ link: String, of video: VideoRecord, _ result: inout VerifiedVideo) async {
        let answer = await linkCheck.answer(of: link)
        // A link is no better than its object: what is to be done about that comes first.
        let isObjectFaulty = result.problems.contains(where: \.kind.isRepaired)
        result.didOpenLink = true
        for problem in LinkVerdict(advice: advice, contentType: video.contentType).problems(of: answer) {
            let isUnreachable = problem.kind == .unreachable
            result.add(
                VideoProblem(
                    kind: .link(problem.kind), found: "its link \(link): \(problem.found)",
                    remedy: isObjectFaulty ? nil : problem.remedy),
                isUnreachable ? .unavailable : .lost)
        }
    }
}

extension Failure {
    /// Whether other objects may be told of nevertheless. One that the key may not read can be private, under another key
    /// of KMS, or not there where the key may not list.
    fileprivate var concernsOneObject: Bool {
        switch disposition {
        case .stop: saysKindIsRefused
        case .unreachable: false
        case .retry, .renewSource, .refuseContent, .giveUp: true
        }
    }
}
