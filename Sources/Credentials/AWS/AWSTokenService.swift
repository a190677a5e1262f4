import Failures
import HTTPTransport
import Redaction
import RequestSigning
import WireFormats
import XMLReading

/// AWS STS: takes roles on (AWS STS API Reference, `AssumeRole` and `AssumeRoleWithWebIdentity`, version 2011-06-15).
struct AWSTokenService {
    let sources: CredentialSources
    /// What the files say of the profile in use.
    let profile: [String: String]

    private static let patience = Duration.seconds(10)

    /// - Parameter source: the key that may take the role on. Its warnings stay.
    func assume(_ role: AWSRole, with source: AccessKey) async throws(Failure) -> AccessKey {
        var form = parameters("AssumeRole", role: role.arn, session: role.sessionName)
        if let id = role.externalID { form.append(("ExternalId", id)) }
        if let seconds = role.seconds { form.append(("DurationSeconds", String(seconds))) }
        var secrets = [source.secret]
        if let token = source.sessionToken { secrets.append(token) }
        return try await send(
            form, hiding: secrets, origin: "role \(role.arn)", signer: source.signingCredentials,
            warnings: source.warnings)
    }

    func assume(_ role: String, session: String?, token: String) async throws(Failure) -> AccessKey {
        let form = parameters("AssumeRoleWithWebIdentity", role: role, session: session)
        return try await send(
            form + [("WebIdentityToken", token)], hiding: [Secret(token)], origin: "web identity role \(role)")
    }

    private func parameters(_ action: String, role: String, session: String?) -> [(String, String)] {
        let session = session ?? sources.sessionName
        return [
            ("Action", action), ("Version", "2011-06-15"), ("RoleArn", role), ("RoleSessionName", session),
        ]
    }

    private func send(
        _ form: [(String, String)], hiding secrets: [Secret], origin: String, signer: SigningCredentials? = nil,
        warnings: [CredentialWarning] = []
    ) async throws(Failure) -> AccessKey {
        let endpoint = try AWSTokenEndpoint(sources: sources, profile: profile)
        let body = Array(PercentEncoding.query(form).utf8)
        var fields = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
        if let signer {
            let head = RequestHead(
                method: "POST", host: endpoint.address.host, encodedPath: endpoint.address.path, headers: fields)
            let time = SigningTime(unixSeconds: sources.unixSeconds)
            fields +=
                SigV4Signer(credentials: signer, region: endpoint.region, service: "sts")
                .sign(head, payload: .of(body), at: time).fields
        }
        let service = KeyService(
            http: sources.http, name: "the token service \(endpoint.address.origin)", time: Self.patience)
        let reply = try await service.reply(
            to: HTTPRequest("POST", endpoint.address.url, headers: HTTPHeaders(fields), body: body))
        let root = try? XMLElement(parsing: reply.body)
        let keys = root?.children.lazy.compactMap { $0.all("Credentials").first }.first
        guard reply.head.isSuccess, let keys else {
            throw service.refusal(
                reply, root.flatMap { Self.reason($0, hiding: secrets) },
                remedy: "check the \(origin), who may take it on, and the keys or the token it is taken on with")
        }
        let found = FoundKeys(
            id: .init("AccessKeyId", keys["AccessKeyId"]), secret: .init("SecretAccessKey", keys["SecretAccessKey"]),
            sessionToken: .init("SessionToken", keys["SessionToken"]),
            expiration: .init("Expiration", keys["Expiration"]), origin: origin, warnings: warnings)
        guard let key = try found.accessKey() else { throw service.refusal(reply, nil) }
        return key
    }

    /// `Code: Message` of an error reply.
    private static func reason(_ root: XMLElement, hiding secrets: [Secret]) -> String? {
        guard let error = root.all("Error").first, let code = error["Code"] else { return nil }
        let message = error["Message"].map { ": \($0)" } ?? ""
        return ServiceText.shown(code + message, hiding: secrets)
    }
}
