import Failures
import FoundationEssentials
import Redaction

/// What one source holds, before it is known to be whole.
struct FoundKeys {
    struct Part {
        let name: String
        let value: String?

        init(_ name: String, _ value: String?) {
            self.name = name
            self.value = value.flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    let id: Part
    let secret: Part
    let sessionToken: Part
    var expiration: Part?
    let origin: String
    var warnings: [CredentialWarning] = []

    /// - Returns: `nil` if neither half of the pair is there.
    func accessKey() throws(Failure) -> AccessKey? {
        switch (id.value, secret.value) {
        case (nil, nil): return nil
        case (_, nil): throw half(present: id, missing: secret)
        case (nil, _): throw half(present: secret, missing: id)
        case (let keyID?, let secretKey?):
            for part in [id, secret, sessionToken] { try check(part) }
            return AccessKey(
                id: keyID, secret: Secret(secretKey), sessionToken: sessionToken.value.map { Secret($0) },
                expiresAt: try expiresAt(), origin: origin, warnings: warnings)
        }
    }

    private func half(present: Part, missing: Part) -> Failure {
        .credentials(
            "storage.half-credentials", "\(origin) has \(present.name) but no \(missing.name)",
            remedy: "set \(missing.name) too, or remove \(present.name)")
    }

    private func check(_ part: Part) throws(Failure) {
        guard !isVisible(part.value ?? "") else { return }
        throw .credentials(
            "storage.bad-credentials",
            "\(origin) has a space, control character or non-ASCII character inside \(part.name)",
            remedy: "copy the value again")
    }

    private func expiresAt() throws(Failure) -> Date? {
        guard let expiration, let text = expiration.value else { return nil }
        if let date = ExpiryTime.date(text) { return date }
        throw .credentials(
            "storage.bad-credentials", "\(origin) has no time in \(expiration.name)",
            remedy: "write it as 2026-11-20T12:00:00Z, or leave it out")
    }
}
