import Digests
import Redaction

/// What a signing key is good for: one day, one region, one service.
struct CredentialScope: Sendable {
    let dialect: SigningDialect
    let time: SigningTime
    let region: String
    let service: String

    /// The scope as requests name it: `yyyymmdd/region/service/terminator`.
    var text: String { "\(time.date)/\(region)/\(service)/\(dialect.terminator)" }

    /// The key derived for this scope.
    func signingKey(_ secret: Secret) -> SigningKey {
        let seed = Array("\(dialect.seedPrefix)\(secret.reveal())".utf8)
        return SigningKey(
            [time.date, region, service, dialect.terminator].reduce(seed) { key, part in
                HMAC.sha256(key: key, Array(part.utf8))
            })
    }

    /// The signature of a request, lower-case hexadecimal.
    /// - Parameters:
    ///   - canonicalHash: the lower-case hexadecimal SHA-256 of its canonical form.
    ///   - secret: the secret half of the access key.
    func signature(of canonicalHash: String, secret: Secret) -> String {
        signingKey(secret).sign([dialect.algorithm, time.timestamp, text, canonicalHash].joined(separator: "\n"))
    }
}
