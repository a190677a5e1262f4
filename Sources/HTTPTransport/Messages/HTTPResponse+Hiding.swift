extension HTTPResponse {
    /// Fewer characters are no secret, and stand in other words.
    private static let shortestSecret = 8

    /// The same without a secret of the request, which the other side may repeat where it explains a refusal.
    public func hiding(_ secret: String) -> HTTPResponse {
        guard secret.utf8.count >= Self.shortestSecret else { return self }
        return HTTPResponse(head: head, body: body.replacing(Array(secret.utf8), with: Array("REDACTED".utf8)))
    }
}
