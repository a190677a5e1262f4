/// What an ETag says about the bytes, where the server does not encrypt with KMS or customer keys.
public enum ETagMeaning: Sendable, Equatable {
    /// Hex MD5 of the body, in capitals or not.
    case md5
    /// Hex MD5 of the parts' binary MD5s, and `-` with the number of parts.
    case md5OfPartMD5s
    /// Nothing that may be relied on.
    case opaque
}
