/// Whether the body of an upload is covered by signatures. In OSS's own dialect bodies never are; there the CRC-64 of
/// the reply proves them.
public enum PayloadSigning: String, Sendable, CaseIterable {
    /// What the provider's profile says.
    case auto
    /// `UNSIGNED-PAYLOAD`: accepted by nearly every provider over https.
    case unsigned
    /// Signed chunks (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`).
    case signed
}
