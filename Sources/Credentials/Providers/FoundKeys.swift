import Failures
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
    let origin: String

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
                origin: origin)
        }
    }

    private func half(present: Part, missing: Part) -> Failure {
        Failure(
            "storage.half-credentials", "\(origin) has \(present.name) but no \(missing.name)",
            remedy: "set \(missing.name) too, or remove \(present.name)", disposition: .stop(.credentials))
    }

    /// Keys travel in headers, where a line end would begin another header.
    private func check(_ part: Part) throws(Failure) {
        let isVisible = part.value?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ?? true
        guard !isVisible else { return }
        throw Failure(
            "storage.bad-credentials",
            "\(origin) has a space, control character or non-ASCII character inside \(part.name)",
            remedy: "copy the value again", disposition: .stop(.credentials))
    }
}
