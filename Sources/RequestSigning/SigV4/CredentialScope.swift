import Digests
import Redaction

/// What a signing key is good for: one day, one region, one service.
struct CredentialScope: Sendable {
    let date: String
    let region: String
    let service: String

    private static let terminator = "aws4_request"

    /// The scope as requests name it: `yyyymmdd/region/service/aws4_request`.
    var text: String { "\(date)/\(region)/\(service)/\(Self.terminator)" }

    /// The key derived for this scope.
    func signingKey(_ secret: Secret) -> SigningKey {
        let root = Array("AWS4\(secret.reveal())".utf8)
        return SigningKey(
            [date, region, service, Self.terminator].reduce(root) { key, part in
                HMAC.sha256(key: key, Array(part.utf8))
            })
    }
}
