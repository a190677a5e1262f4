import Failures
import FoundationEssentials
import HTTPTransport
import Redaction
import WireFormats

/// A RAM role taken on by an identity token in a file (Alibaba Cloud STS, `AssumeRoleWithOIDC`, version 2015-04-01; the
/// call is not signed).
struct OIDCRole: CredentialProvider {
    private static let role = "ALIBABA_CLOUD_ROLE_ARN"
    private static let provider = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"
    private static let tokenFile = "ALIBABA_CLOUD_OIDC_TOKEN_FILE"
    private static let seconds = "3600"
    private static let patience = Duration.seconds(10)

    private struct Reply: Decodable {
        let keys: KeyDocument
        enum CodingKeys: String, CodingKey { case keys = "Credentials" }
    }

    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        guard let role = sources.variable(Self.role), let provider = sources.variable(Self.provider),
            let file = sources.variable(Self.tokenFile)
        else { return .nothing("\(Self.tokenFile) and its companions are not set") }
        let token = try sources.token(inFile: file, namedBy: Self.tokenFile)
        let session = sources.variable("ALIBABA_CLOUD_ROLE_SESSION_NAME") ?? sources.sessionName
        let address = try address(sources)
        let action = PercentEncoding.query([
            ("Action", "AssumeRoleWithOIDC"), ("Format", "JSON"), ("Version", "2015-04-01"),
            ("Timestamp", sources.now().formatted(.iso8601)), ("SignatureNonce", RandomToken.make()),
        ])
        // The token stands in the body, as URLs reach logs on the way.
        let form = PercentEncoding.query([
            ("RoleArn", role), ("OIDCProviderArn", provider), ("OIDCToken", token), ("RoleSessionName", session),
            ("DurationSeconds", Self.seconds),
        ])
        let request = HTTPRequest(
            "POST", address.appending("/?\(action)"),
            headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
            body: Array(form.utf8))
        let service = KeyService(
            http: sources.http, name: "the token service \(address.origin)", time: Self.patience)
        let reply = try await service.reply(to: request)
        guard reply.head.isSuccess, let answer = try? JSONDecoder().decode(Reply.self, from: Data(reply.body)) else {
            throw service.refusal(
                reply, Self.reason(reply.body, hiding: Secret(token)),
                remedy: "check \(Self.role), \(Self.provider) and the token in \(sources.abbreviated(file))")
        }
        return .key(try answer.keys.accessKey(origin: "OIDC role \(role)"))
    }

    private func address(_ sources: CredentialSources) throws(Failure) -> ServiceAddress {
        let name = "the address of Alibaba Cloud's token service"
        if let url = sources.endpoints.alibabaTokenService { return try ServiceAddress(url, namedBy: name) }
        let host = sources.isSwitchedOn("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED") ? "sts-vpc" : "sts"
        guard let region = sources.variable("ALIBABA_CLOUD_STS_REGION") else {
            return try ServiceAddress("https://sts.aliyuncs.com", namedBy: name)
        }
        return try ServiceAddress("https://\(host).\(region).aliyuncs.com", namedBy: "ALIBABA_CLOUD_STS_REGION")
    }

    /// `Code: Message` of an error reply.
    private static func reason(_ body: [UInt8], hiding token: Secret) -> String? {
        guard let error = KeyDocument(parsing: body), let code = error.code else { return nil }
        let message = error.message.map { ": \($0)" } ?? ""
        return ServiceText.shown(code + message, hiding: [token])
    }
}
