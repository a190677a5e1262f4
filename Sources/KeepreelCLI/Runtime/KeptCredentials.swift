import Credentials
import Failures
import ObjectStorage
import RequestSigning

/// Lets a bucket sign with what the keeper has at that moment.
struct KeptCredentials: SigningCredentialSource {
    let keeper: CredentialKeeper

    func credentials() async throws(Failure) -> SigningCredentials { try await keeper.current().signingCredentials }

    func refused(_ credentials: SigningCredentials) async -> Bool { await keeper.refused(credentials) }
}
