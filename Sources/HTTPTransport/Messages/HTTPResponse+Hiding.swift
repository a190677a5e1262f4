extension HTTPResponse {
    /// The same without a secret of the request, which the other side may repeat where it explains a refusal.
    public func hiding(_ secret: String) -> HTTPResponse {
        guard !secret.isEmpty else { return self }
        return HTTPResponse(head: head, body: body.replacing(Array(secret.utf8), with: Array("REDACTED".utf8)))
    }
}
