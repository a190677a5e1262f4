import Failures
import FoundationEssentials
import HTTPTransport

/// What a failed upload means. Its texts hold nothing of the policy: a storage's error page quotes what was signed.
enum UploadFailure {
    /// The storage refused the form.
    static func refused(_ response: HTTPResponse, now: Date) -> Failure {
        let status = response.head.status
        var text = "the upload host answered \(status)"
        if let code = response.head.headers["x-oss-ec"] { text += " (EC \(ServiceText.shown(code)))" }
        if let id = response.head.headers["x-oss-request-id"] { text += " (request \(ServiceText.shown(id)))" }
        let retry = Disposition.retry(after: RetryAfter.wait(response.head.headers, now: now))
        return switch status {
        // A key that is taken; the next attempt has another.
        case 408, 409, 429, 500...: Failure("studio.upload-failed", text, disposition: retry)
        default:
            Failure(
                "studio.upload-refused", text, remedy: "give the input by a URL of your own instead",
                disposition: .giveUp)
        }
    }

    /// The upload brought no whole reply.
    static func broken(_ error: TransportError, _ file: InputFile) -> Failure {
        guard error.kind == .badRequest else { return ServiceError.failure(error) }
        return Failure(
            "studio.input-changed",
            "\(ServiceText.quoted(file.fileName)) has changed since it was checked: \(ServiceText.shown(error.detail))",
            remedy: "leave the file as it is until it is uploaded, then try again", disposition: .giveUp, cause: error)
    }

    /// The file is larger than the policy allows.
    static func tooLarge(_ file: InputFile, limit: Int64) -> Failure {
        Failure(
            "studio.input-too-large",
            "\(ServiceText.quoted(file.fileName)) has \(file.byteCount) bytes, uploads may have \(limit)",
            remedy: "give a smaller file", disposition: .giveUp)
    }
}
