import Failures
import Manifest
import ObjectStorage

/// Checks one archived video against the bucket, and its link as a browser would.
struct VideoCheck: Sendable {
    let bucket: Bucket
    let reading: DeepRead
    let linkCheck: LinkCheck
    let advice: LinkAdvice
    let options: VerifyOptions

    /// - Parameter link: the permanent link.
    /// - Throws: what every other video would meet as well.
    func check(_ video: VideoRecord, link: String?) async throws(Failure) -> VerifiedVideo {
        var result = Result()
        try await checkObject(video, &result)
        if options.checksLinks, let link {
            let answer = await linkCheck.answer(of: link)
            let problems = LinkVerdict(advice: advice, contentType: video.contentType).problems(of: answer)
            for problem in problems {
                let isUnreachable = problem.kind == .unreachable
                result.add(
                    VideoProblem(
                        kind: .link(problem.kind), found: "its link \(link): \(problem.found)", remedy: problem.remedy),
                    isUnreachable ? .unavailable : .lost)
            }
        }
        return VerifiedVideo(
            key: video.key, objectKey: video.objectKey, link: link, bytesRead: result.bytesRead,
            problems: result.problems, status: result.status)
    }

    private struct Result {
        var problems: [VideoProblem] = []
        var status = ExitStatus.done
        var bytesRead: Int64 = 0

        mutating func add(_ problem: VideoProblem, _ status: ExitStatus) {
            problems.append(problem)
            self.status = self.status.orGraver(status)
        }
    }

    private func checkObject(_ video: VideoRecord, _ result: inout Result) async throws(Failure) {
        guard let key = video.objectKey, video.bucket == bucket.location.bucket else {
            return result.add(
                VideoProblem(
                    kind: .unchecked, found: "it is archived in the bucket \(video.bucket ?? "?")",
                    remedy: "set storage.url to that bucket to check it"), .configuration)
        }
        do throws(Failure) {
            let object = try await bucket.head(key).map(ObjectObservation.init)
            var content: ContentObservation?
            if options.isDeep, object != nil {
                content = try await reading.content(of: key)
                result.bytesRead = content?.size ?? 0
            }
            let verdict = ObjectVerdict(size: video.size, crc64: video.crc64, etag: video.etag)
            for problem in verdict.problems(object, content: content) { result.add(problem, .lost) }
        } catch {
            switch error.disposition {
            case .stop, .unreachable: throw error
            case .retry, .renewSource, .refuseContent, .giveUp:
                result.add(
                    VideoProblem(kind: .unchecked, found: error.message, remedy: error.remedy), error.exitStatus)
            }
        }
    }
}

extension ObjectObservation {
    init(_ object: StoredObject) {
        size = object.size
        serverCRC64 = object.checksums.crc64
        metadataCRC64 = object.crc64
        etag = object.etag
    }
}
