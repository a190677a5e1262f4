import FoundationEssentials

/// An error of the API: a flat body with code, message and request id.
struct APIError: Error, Sendable {
    var status: Int
    var code: String
    var message: String

    static let noKey = APIError(status: 401, code: "InvalidApiKey", message: "No API-key provided.")
    static let wrongKey = APIError(status: 401, code: "InvalidApiKey", message: "Invalid API-key provided.")
    static let asynchronous = APIError(
        status: 403, code: "AccessDenied", message: "current user api does not support asynchronous calls.")
    static let synchronous = APIError(
        status: 403, code: "AccessDenied", message: "current user api does not support synchronous calls.")
    static let tooManyRequests = APIError(
        status: 429, code: "Throttling.RateQuota", message: "Requests rate limit exceeded, please try again later.")
    static let notPending = APIError(
        status: 400, code: "UnsupportedOperation",
        message: "Failed to cancel the task, please confirm if the task is in PENDING status.")
    static let noSuchPath = APIError(status: 404, code: "NotFound", message: "The requested path does not exist.")

    static func invalid(_ message: String) -> APIError {
        APIError(status: 400, code: "InvalidParameter", message: message)
    }

    func reply(requestID: String) throws -> Reply {
        let body: JSON = [
            "code": .string(code), "message": .string(message), "request_id": .string(requestID),
        ]
        return .bytes(status, contentType: "application/json", try body.serialized())
    }
}
