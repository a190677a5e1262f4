/// Whether request bodies are covered by the signature.
public enum PayloadSigning: String, Sendable, CaseIterable {
    /// As the storage profile prefers.
    case auto
    /// `UNSIGNED-PAYLOAD`; TLS and checksums protect the body.
    case unsigned
    /// Every chunk is signed.
    case signed
}
