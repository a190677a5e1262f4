/// Why a URL could not be presigned.
public enum PresigningError: Error, Equatable {
    /// The lifetime is not one of ``SigV4Signer/presignedLifetimes`` or ``OSSV4Signer/presignedLifetimes``.
    case lifetimeOutOfRange(seconds: Int)
}
