import Digests

/// A derived signing key. It signs for a day, so it is as guarded as a `Secret`: printing or dumping shows nothing.
struct SigningKey: Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The lower-case hexadecimal HMAC-SHA-256 of a string to sign.
    func sign(_ stringToSign: String) -> String { hex(HMAC.sha256(key: bytes, Array(stringToSign.utf8))) }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    var description: String { "REDACTED" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
