import Credentials
import Failures
import Foundation
import HTTPTransport
import Redaction
import Testing

@Suite("Roles of instances")
struct InstanceMetadataTests {
    private static let awsRoles = "/latest/meta-data/iam/security-credentials/"
    private static let ecsRoles = "/latest/meta-data/ram/security-credentials/"

    /// A metadata service with one role.
    ///
    /// - Parameter token: status of the answer to a request for a session token.
    private static func service(
        token: Int = 200, roles: HTTPResponse = reply(200, "the role\n"), keys: String? = nil
    ) -> FakeHTTP {
        FakeHTTP { request in
            let isAWS = !request.url.contains("100.100.100.200")
            if request.method == "PUT" { return reply(token, "metadata-token") }
            if request.url.hasSuffix("security-credentials/") { return roles }
            let secret = isAWS ? "SecretAccessKey" : "AccessKeySecret"
            let field = isAWS ? "Token" : "SecurityToken"
            return reply(200, keys ?? FakeServices.keys("ROLE", secret: secret, token: field, code: "Success"))
        }
    }

    private static func shown(_ requests: [HTTPRequest]) -> [String] { requests.map { "\($0.method) \($0.url)" } }

    @Test("EC2 is asked in three steps with a token")
    func ec2() async throws {
        let http = Self.service()
        let key = try await Machine(http: http).s3()
        #expect(key.id == "ROLE")
        #expect(key.origin == "instance role the role")
        #expect(key.expiresAt == Machine.noon.addingTimeInterval(3600))
        let base = "http://169.254.169.254"
        #expect(
            Self.shown(http.requests) == [
                "PUT \(base)/latest/api/token", "GET \(base)\(Self.awsRoles)", "GET \(base)\(Self.awsRoles)the%20role",
            ])
        #expect(http.requests[0].headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(http.requests[1].headers["x-aws-ec2-metadata-token"] == "metadata-token")
        #expect(http.requests[2].headers["x-aws-ec2-metadata-token"] == "metadata-token")
        #expect(http.limits.allSatisfy { $0.time == .seconds(1) })
    }

    @Test("ECS is asked in three steps with a token")
    func ecs() async throws {
        let http = Self.service()
        let key = try await Machine(http: http).oss()
        #expect(key.id == "ROLE")
        #expect(key.sessionToken?.reveal() == "t/ROLE")
        let base = "http://100.100.100.200"
        #expect(
            Self.shown(http.requests) == [
                "PUT \(base)/latest/api/token", "GET \(base)\(Self.ecsRoles)", "GET \(base)\(Self.ecsRoles)the%20role",
            ])
        #expect(http.requests[0].headers["X-aliyun-ecs-metadata-token-ttl-seconds"] == "21600")
        #expect(http.requests[2].headers["X-aliyun-ecs-metadata-token"] == "metadata-token")
    }

    @Test("variables name the service, its address family and the role")
    func variables() async throws {
        for (environment, url) in [
            (
                ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:9/base/"],
                "http://127.0.0.1:9/base/latest/api/token"
            ),
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "http://[fd00:ec2::254]/latest/api/token"),
        ] {
            let http = Self.service()
            _ = try await Machine(environment: environment, http: http).s3()
            #expect(http.requests.first?.url == url)
        }
        let http = Self.service()
        _ = try await Machine(environment: ["ALIBABA_CLOUD_ECS_METADATA": "named"], http: http).oss()
        #expect(http.requests.map(\.url).dropFirst() == ["http://100.100.100.200\(Self.ecsRoles)named"])
    }

    @Test(
        "a machine that is no instance, or has no role, has nothing, and is not held up",
        arguments: [
            (FakeHTTP.silent, 2, "the instance metadata service does not answer"),
            (service(token: 404), 1, "the instance metadata service gives no token (HTTP 404)"),
            (service(token: 503), 2, "the instance metadata service gives no token (HTTP 503)"),
            (service(roles: reply(404)), 2, "the instance metadata service knows no role of this instance"),
            (service(roles: reply(200, "\n")), 2, "the instance metadata service knows no role of this instance"),
        ])
    func nothing(http: FakeHTTP, requests: Int, message: String) async {
        let failure = await #expect(throws: Failure.self) { try await Machine(http: http).s3() }
        #expect(failure?.code == "storage.no-credentials")
        #expect(failure?.message.hasSuffix("\(message))") == true)
        #expect(http.requests.count == requests)
    }

    @Test("a switched-off service is not asked", arguments: ["true", "True"])
    func switchedOff(value: String) async {
        let http = Self.service()
        let machine = Machine(
            environment: ["AWS_EC2_METADATA_DISABLED": value, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": value], http: http)
        await #expect(throws: Failure.self) { try await machine.s3() }
        await #expect(throws: Failure.self) { try await machine.oss() }
        #expect(http.requests.isEmpty)
    }

    @Test("only ECS is asked without a token where it knows none, unless that is switched off")
    func withoutToken() async throws {
        let http = Self.service(token: 404)
        #expect(try await Machine(http: http).oss().id == "ROLE")
        #expect(http.requests.allSatisfy { $0.headers["X-aliyun-ecs-metadata-token"] == nil })
        let machine = Machine(environment: ["ALIBABA_CLOUD_IMDSV1_DISABLED": "true"], http: Self.service(token: 404))
        let failure = await #expect(throws: Failure.self) { try await machine.oss() }
        #expect(failure?.code == "storage.no-credentials")
    }

    @Test(
        "an instance that gets no keys for its role says why",
        arguments: [
            (
                service(keys: #"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "EC2 cannot"}"#),
                "AssumeRoleUnauthorizedAccess"
            ),
            (service(keys: "<html>"), "an answer without keys"),
            (service(roles: reply(403)), "HTTP 403"),
        ])
    func noKeys(http: FakeHTTP, answer: String) async {
        let failure = await #expect(throws: Failure.self) { try await Machine(http: http).s3() }
        #expect(failure?.code == "storage.credentials-refused")
        #expect(
            failure?.message == "the instance metadata service http://169.254.169.254 gives no keys: \(answer)")
    }
}
