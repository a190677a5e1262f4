public import Failures
public import HTTPTransport
import Redaction
import RequestSigning

extension Bucket {
    /// The meaning of a refused upload. What it teaches is kept; where that makes another attempt worth it at once, the
    /// failure says `retry(after: .zero)`.
    ///
    /// - Parameter digests: those the upload was asked for with.
    public func failure(of response: HTTPResponse, key: String, digests: BodyDigests) async -> Failure {
        guard let context = digests.context else {
            return StorageFailure.refusal(StorageErrorReply(response), of: target(.put, key))
        }
        let refusal = await refusal(response, .put, key: key, context: context)
        var failure = refusal.failure
        if refusal.lesson != nil { failure.disposition = .retry(after: .zero) }
        return failure
    }

    /// The meaning of a connection to the storage that failed.
    public func failure(of error: TransportError) -> Failure {
        StorageFailure.connection(error, endpoint: location.endpoint)
    }

    /// The meaning of a refusal, and what it teaches.
    func refusal(
        _ response: HTTPResponse, _ action: StorageAction, key: String?, context: SigningContext
    ) async -> AttemptFailure {
        let reply = StorageErrorReply(
            context.credentials.sessionToken.map { response.hiding($0.reveal()) } ?? response)
        var target = target(action, key)
        if context.isConditional {
            target.existenceStatuses = context.location.profile.conditionalWrite?.refusals ?? []
        }
        let failure = StorageFailure.refusal(reply, of: target)
        if failure.code == StorageRule.slowDown {
            await throttle.throttled(delay: reply.retryAfter)
        } else {
            await throttle.succeeded()
        }
        let lesson = await learn(reply, from: context, key: key, failure)
        // What is gone does not come back; only another upload helps.
        return AttemptFailure(
            failure: failure, lesson: lesson, isFinal: failure.code == StorageRule.noSuchUpload,
            isUnexplained: reply.code == nil)
    }

    private func learn(
        _ reply: StorageErrorReply, from context: SigningContext, key: String?, _ failure: Failure
    ) async -> Lesson? {
        if StorageRule.staleCredentials.contains(failure.code) {
            return await credentials.refused(context.credentials) ? .credentials : nil
        }
        let now = now()
        if let lesson = withKnowledge({ $0.learn(reply, from: context, key: key, now: now) }) { return lesson }
        guard reply.mayMeanOtherRegion, context.location.profile.name == "aws" else { return nil }
        guard let answer = await regionOfBucket(context.location) else { return nil }
        return withKnowledge { $0.learn(answer, from: context, key: key, now: now) }
    }

    /// Asks AWS for the bucket's region, which it tells everybody in a field of whatever it answers
    /// (object-storage facts 1.6).
    private func regionOfBucket(_ location: BucketLocation) async -> StorageErrorReply? {
        let request = HTTPRequest("HEAD", location.origin + location.path(of: nil))
        guard let response = try? await http.exchange(request, limits: ExchangeLimits()),
            let region = response.head.headers["x-amz-bucket-region"]
        else { return nil }
        return StorageErrorReply(
            HTTPResponse(head: HTTPResponseHead(status: 301, headers: ["x-amz-bucket-region": region]), body: []))
    }
}
