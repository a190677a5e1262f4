public import Failures
public import RequestSigning

/// Where a bucket gets what it signs with; asked before every request, so that temporary credentials may be renewed.
public protocol SigningCredentialSource: Sendable {
    /// What to sign with now.
    func credentials() async throws(Failure) -> SigningCredentials

    /// The storage refused these as expired or unknown.
    ///
    /// - Returns: whether others were found, so that one more try is worth it.
    func refused(_ credentials: SigningCredentials) async -> Bool
}

/// Credentials that never change.
public struct FixedCredentials: SigningCredentialSource {
    private let fixed: SigningCredentials

    /// Takes the only credentials there are.
    public init(_ credentials: SigningCredentials) { fixed = credentials }

    /// The same every time.
    public func credentials() -> SigningCredentials { fixed }

    /// There are no others.
    public func refused(_ credentials: SigningCredentials) -> Bool { false }
}
