import HTTPTransport

/// One request to a bucket before it is signed.
struct StorageCall: Sendable {
    var action: StorageAction
    var method: String
    /// Key of the object; `nil` is the bucket itself.
    var key: String?
    var query: [(String, String)] = []
    var fields: [(String, String)] = []
    var body: [UInt8]?
    var limits = ExchangeLimits()
    /// Statuses besides 2xx that are an answer and no refusal.
    var accepted: Set<Int> = []
    /// Whether a 2xx may carry an error document, because it is sent before the work is done.
    var mayFailLate = false
    /// As ``HTTPRequest/isSentOnce``: what is not heard of must not be asked for twice unnoticed.
    var isSentOnce = false

    /// Whether that response is no refusal. A missing bucket is never an answer about an object.
    func isAnswered(by response: HTTPResponse) -> Bool {
        if response.head.isSuccess { return !mayFailLate || StorageErrorReply(response).code == nil }
        return accepted.contains(response.head.status) && StorageErrorReply(response).code != "NoSuchBucket"
    }
}
