import Failures
import HTTPTransport
import WireFormats

/// The metadata service of a cloud instance, asked for the keys of the instance's role in three steps: a session token
/// (PUT), the role's name, its keys (EC2 User Guide, "Use IMDSv2"; ECS User Guide, "Instance RAM roles").
struct InstanceMetadata {
    /// Names that differ between the clouds.
    struct Dialect {
        let name: String
        let tokenLifetimeField: String
        let tokenField: String
        let rolesPath: String
    }

    let dialect: Dialect
    let address: ServiceAddress
    let http: any HTTPExchanging
    /// Whether an instance whose service knows no tokens is asked without.
    let goesWithoutToken: Bool
    /// The role, where it is known beforehand.
    let role: String?

    static let aws = Dialect(
        name: "the instance metadata service", tokenLifetimeField: "x-aws-ec2-metadata-token-ttl-seconds",
        tokenField: "x-aws-ec2-metadata-token", rolesPath: "/latest/meta-data/iam/security-credentials/")

    static let alibaba = Dialect(
        name: "the ECS metadata service", tokenLifetimeField: "X-aliyun-ecs-metadata-token-ttl-seconds",
        tokenField: "X-aliyun-ecs-metadata-token", rolesPath: "/latest/meta-data/ram/security-credentials/")

    /// A machine without such a service does not answer at all; this is how long that may hold a run up, twice.
    private static let patience = Duration.seconds(1)

    private static let tokenLifetime = "21600"

    private var service: KeyService {
        KeyService(http: http, name: "\(dialect.name) \(address.origin)", time: Self.patience)
    }

    /// - Throws: A failure where the service answers, but not with keys.
    func find() async throws(Failure) -> Finding {
        let tokenRequest = HTTPRequest(
            "PUT", address.appending("/latest/api/token"),
            headers: HTTPHeaders([(dialect.tokenLifetimeField, Self.tokenLifetime)]))
        let tokenReply: HTTPResponse
        do { tokenReply = try await service.exchange(tokenRequest) } catch {
            return .nothing("\(dialect.name) does not answer")
        }
        let token = tokenReply.head.status == 200 ? trimmed(String(decoding: tokenReply.body, as: UTF8.self)) : ""
        let hasToken = !token.isEmpty && isVisible(token)
        guard hasToken || goesWithoutToken else {
            return .nothing("\(dialect.name) gives no token (HTTP \(tokenReply.head.status))")
        }
        let fields = hasToken ? HTTPHeaders([(dialect.tokenField, token)]) : HTTPHeaders()
        guard let role = try await name(fields) else {
            return .nothing("\(dialect.name) knows no role of this instance")
        }
        let request = HTTPRequest(
            "GET", address.appending(dialect.rolesPath + PercentEncoding.component(role)), headers: fields)
        return .key(try await service.keys(request, origin: "instance role \(ServiceText.shown(role))"))
    }

    private func name(_ fields: HTTPHeaders) async throws(Failure) -> String? {
        if let role { return role }
        let reply = try await service.reply(
            to: HTTPRequest("GET", address.appending(dialect.rolesPath), headers: fields))
        if reply.head.status == 404 { return nil }
        guard reply.head.status == 200 else { throw service.refusal(reply, nil) }
        let name = trimmed(String(decoding: reply.body, as: UTF8.self).prefix { !$0.isNewline })
        return name.isEmpty ? nil : name
    }
}
