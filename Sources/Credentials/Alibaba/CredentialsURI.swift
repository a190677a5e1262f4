import Failures
import HTTPTransport

/// A service of the user's own that answers a GET with keys, named by `ALIBABA_CLOUD_CREDENTIALS_URI`.
struct CredentialsURI: CredentialProvider {
    private static let variable = "ALIBABA_CLOUD_CREDENTIALS_URI"
    private static let patience = Duration.seconds(10)

    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        guard let url = sources.variable(Self.variable) else { return .nothing("\(Self.variable) is not set") }
        let address = try ServiceAddress(url, namedBy: Self.variable)
        let service = KeyService(
            http: sources.http, name: "the credential service \(address.origin)", time: Self.patience)
        return .key(try await service.keys(HTTPRequest("GET", address.url), origin: Self.variable))
    }
}
