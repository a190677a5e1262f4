import Failures
import HTTPTransport
import Media
import ObjectStorage

/// What refusals, broken connections and wrong content of a source mean.
enum SourceFailure {
    /// OSS's number for a signed URL whose time is over (facts on the temporary URL, F15).
    private static let expiredCode = "0002-00000069"

    /// Code of the failure that the source could not be talked to.
    static let connectionCode = "source.connection"

    /// A source that answered something else than the video.
    static func refusal(_ response: HTTPResponse) -> Failure {
        let reply = StorageErrorReply(response)
        let told = [reply.code, reply.ossCode.map { "EC \($0)" }].compactMap { $0 }.joined(separator: ", ")
        let answer = "HTTP \(reply.status)" + (told.isEmpty ? "" : " (\(told))")
        switch reply.status {
        case 403 where reply.ossCode == expiredCode:
            return Failure("source.expired", "the source URL has expired", disposition: .renewSource(expired: true))
        case 401, 403, 404, 410:
            return Failure(
                "source.refused", "the source refuses the URL: \(answer)", disposition: .renewSource(expired: false))
        case 412:
            return Failure(
                "source.changed", "the source has another content than before: \(answer)", disposition: .refuseContent)
        case 408, 429, 500...:
            return Failure("source.transient", "the source could not answer: \(answer)", disposition: .retry())
        case 300..<400:
            return Failure(
                "source.redirected", "the source redirects elsewhere: \(answer)", disposition: .refuseContent,
                cause: SourceRedirect(response.head))
        default:
            return Failure("source.refused", "the source refuses the request: \(answer)", disposition: .refuseContent)
        }
    }

    /// A source whose connection failed.
    static func connection(_ error: TransportError) -> Failure {
        switch error.kind {
        case .addressRefused:
            Failure(
                "source.private-address", "the source URL leads to a private or reserved address",
                remedy: "set transfer.allowPrivateSources: true if it is yours", disposition: .giveUp, cause: error)
        case .badRequest, .badReply:
            Failure(
                "source.bad-url", "the source URL cannot be fetched: \(error.detail)", disposition: .refuseContent,
                cause: error)
        default:
            Failure(
                connectionCode, "the connection to the source failed: \(error.detail)", disposition: .retry(),
                cause: error)
        }
    }

    /// A source that ended in the middle.
    static func interruption(
        _ interruption: SourceInterruption?, at received: Int64, of total: Int64
    ) throws(Failure) -> Failure {
        let place = "the source ended at byte \(received) of \(total)"
        switch interruption {
        case .refused(let response):
            let failure = refusal(response)
            // A dead URL does not come back to life, nor does a content that was replaced; everything else may.
            if case .renewSource = failure.disposition { throw failure }
            if response.head.status == 412 { throw failure }
            return failure.concerning(place)
        case .transport(let error):
            return Failure(
                "source.cut", "\(place): \(error.detail)", disposition: .retry(), cause: error)
        case nil:
            return Failure("source.cut", place, disposition: .retry())
        }
    }

    /// Anything a relay was rejected with.
    static func rejection(_ error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let defect as ContentDefect:
            Failure(
                "source.bad-content", "\(defect)",
                remedy: "nothing was stored",
                disposition: .refuseContent, cause: defect)
        default:
            Failure("archiving.bug", "unexpected error: \(error)", disposition: .stop(.bug), cause: error)
        }
    }
}
