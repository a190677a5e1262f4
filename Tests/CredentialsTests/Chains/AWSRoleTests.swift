import Credentials
import Failures
import Foundation
import HTTPTransport
import Redaction
import Testing

@Suite("Roles of AWS profiles")
struct AWSRoleTests {
    private static let arn = "arn:aws:iam::123456789012:role"
    private static let credentials = """
        [base]
        aws_access_key_id = BASE
        aws_secret_access_key = base-hush
        aws_session_token = token-hush
        """
    private static let config = """
        [profile app]
        role_arn = \(arn)/app
        source_profile = base
        region = eu-central-1
        """

    private static func service() -> FakeHTTP {
        FakeHTTP { request in
            reply(
                200,
                FakeServices.tokenService(body: request.text, authorization: request.headers["Authorization"]))
        }
    }

    private static func machine(
        _ http: any HTTPExchanging, config: String = config, _ environment: [String: String] = [:]
    ) -> Machine {
        .aws(
            credentials: credentials, config: config, environment: environment.merging(["AWS_PROFILE": "app"]) { $1 },
            http: http)
    }

    @Test("a role is taken on with the source profile's keys, at the token service of the region")
    func takesOn() async throws {
        let http = Self.service()
        let key = try await Self.machine(http).s3()
        #expect(key.id == "AssumeRole:app:BASE:::")
        #expect(key.sessionToken == Secret("t/AssumeRole:app:BASE:::"))
        #expect(key.expiresAt == Machine.noon.addingTimeInterval(3600))
        #expect(key.origin == "role \(Self.arn)/app")
        let request = try #require(http.requests.first)
        #expect(http.requests.count == 1)
        #expect(request.method == "POST")
        #expect(request.url == "https://sts.eu-central-1.amazonaws.com")
        #expect(request.headers["x-amz-security-token"] == "token-hush")
        #expect(request.headers["Authorization"]?.contains("/eu-central-1/sts/aws4_request") == true)
        #expect(FakeServices.form(request.text)["RoleSessionName"] == "keepreel-1800000000")
    }

    @Test(
        "the token service is where variables, the profile or the region say",
        arguments: [
            (["AWS_REGION": "us-west-2"], "", "https://sts.us-west-2.amazonaws.com", "us-west-2"),
            (["AWS_DEFAULT_REGION": "cn-north-1"], "", "https://sts.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ([:], "", "https://sts.amazonaws.com", "us-east-1"),
            ([:], "endpoint_url = https://one.example", "https://one.example", "us-east-1"),
            (["AWS_ENDPOINT_URL": "http://127.0.0.1:9/"], "", "http://127.0.0.1:9/", "us-east-1"),
            (
                ["AWS_ENDPOINT_URL": "https://two.example", "AWS_ENDPOINT_URL_STS": "https://sts.example/x"],
                "region = eu-west-3", "https://sts.example/x", "eu-west-3"
            ),
        ])
    func endpoints(environment: [String: String], lines: String, url: String, region: String) async throws {
        let http = Self.service()
        let config = "[profile app]\nrole_arn = \(Self.arn)/app\nsource_profile = base\n\(lines)\n"
        _ = try await Self.machine(http, config: config, environment).s3()
        let request = try #require(http.requests.first)
        #expect(request.url == url)
        #expect(request.headers["Authorization"]?.contains("/\(region)/sts/") == true)
    }

    @Test(
        "a profile that cannot work is told of, with what to change",
        arguments: [
            ("", "storage.bad-profile", "the AWS profile 'app' has role_arn but no source_profile"),
            (
                "source_profile = base\ncredential_source = Environment", "storage.bad-profile",
                "the AWS profile 'app' has both source_profile and credential_source"
            ),
            (
                "credential_source = environment", "storage.bad-profile",
                "the AWS profile 'app' has an unknown credential_source"
            ),
            (
                "credential_source = Environment", "storage.bad-profile",
                "the AWS profile 'app' names a credential_source that has no keys"
            ),
            (
                "source_profile = nobody", "storage.bad-profile",
                "the AWS profile 'app' names the source_profile 'nobody', which does not exist"
            ),
            (
                "source_profile = empty\n[profile empty]\nregion = x", "storage.bad-profile",
                "the AWS profile 'app' names the source_profile 'empty', which has no keys"
            ),
            (
                "source_profile = app", "storage.bad-profile",
                "the AWS profile 'app' leads back to the profile 'app' by source_profile"
            ),
            (
                "source_profile = b\n[profile b]\nrole_arn = x\nsource_profile = app", "storage.bad-profile",
                "the AWS profile 'b' leads back to the profile 'app' by source_profile"
            ),
            (
                "source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me", "storage.profile-unsupported",
                "the AWS profile 'app' asks for a code of the device arn:aws:iam::1:mfa/me, which a run without a "
                    + "person cannot give"
            ),
            (
                "source_profile = base\nregion = eu.central", "storage.bad-profile", "'eu.central' is no AWS region"
            ),
            (
                "source_profile = base\nendpoint_url = sts.example", "storage.bad-credentials-url",
                "endpoint_url of the AWS profile is no http or https URL"
            ),
        ])
    func badProfiles(lines: String, code: String, message: String) async {
        let config = "[profile app]\nrole_arn = \(Self.arn)/app\n\(lines)\n"
        let failure = await #expect(throws: Failure.self) {
            try await Self.machine(FakeHTTP.silent, config: config).s3()
        }
        #expect(failure?.code == code)
        #expect(failure?.message == message)
        #expect(failure?.remedy != nil)
        #expect(failure?.disposition == .stop(.credentials))
    }

    @Test(
        "a profile of a sign-in by a person is told of, and how the AWS CLI lends its keys",
        arguments: [
            ("sso_session = corp\nsso_account_id = 1\nsso_role_name = r", "IAM Identity Center (SSO)"),
            ("sso_start_url = https://x\nsso_account_id = 1", "IAM Identity Center (SSO)"),
            ("login_session = arn:aws:iam::1:user/me", "'aws login'"),
        ])
    func signIns(lines: String, name: String) async throws {
        let machine = Machine.aws(config: "[profile corp]\n\(lines)\n", environment: ["AWS_PROFILE": "corp"])
        let failure = await #expect(throws: Failure.self) { try await machine.s3() }
        #expect(failure?.code == "storage.profile-unsupported")
        #expect(
            failure?.message == "the AWS profile 'corp' gets its keys by \(name), which keepreel does not speak")
        #expect(failure?.remedy?.contains("aws configure export-credentials --profile corp --format process") == true)
        // Keys that another tool copied beside it do.
        let copied = Machine.aws(
            credentials: "[corp]\naws_access_key_id = COPIED\naws_secret_access_key = s\n",
            config: "[profile corp]\n\(lines)\n", environment: ["AWS_PROFILE": "corp"])
        #expect(try await copied.s3().id == "COPIED")
    }

    @Test("what the token service says is told, without what it repeats of the request")
    func refusal() async {
        let message = "Not for base-hush, token-hush&#10;The canonical string: x-amz-security-token:token-hush"
        let http = FakeHTTP.always(403, FakeServices.tokenServiceError("AccessDenied", message))
        let failure = await #expect(throws: Failure.self) { try await Self.machine(http).s3() }
        #expect(failure?.code == "storage.credentials-refused")
        #expect(failure?.disposition == .stop(.credentials))
        #expect(
            failure?.message == "the token service https://sts.eu-central-1.amazonaws.com gives no keys: AccessDenied: "
                + "Not for REDACTED, REDACTED")
        #expect(failure?.remedy?.contains("\(Self.arn)/app") == true)
        #expect(http.requests.count == 1)
    }

    @Test(
        "trouble that may pass is asked about once more and is no final answer",
        arguments: [
            (FakeHTTP.always(503, "<html>"), "storage.credentials-unavailable", Disposition.retry()),
            (FakeHTTP.always(429, ""), "storage.credentials-unavailable", .retry()),
            (FakeHTTP.silent, "storage.credentials-unreachable", .retry()),
            (
                FakeHTTP { (_) throws(TransportError) in throw TransportError(.notConnected, "refused") },
                "storage.credentials-unreachable", .unreachable
            ),
        ])
    func trouble(http: FakeHTTP, code: String, disposition: Disposition) async {
        let failure = await #expect(throws: Failure.self) { try await Self.machine(http).s3() }
        #expect(failure?.code == code)
        #expect(failure?.disposition == disposition)
        #expect(http.requests.count == 2)
        #expect(http.limits.allSatisfy { $0.time == .seconds(10) })
    }

    @Test(
        "a success without whole keys is none",
        arguments: [
            "", "<html>", "<AssumeRoleResponse/>",
            "<AssumeRoleResponse><AssumeRoleResult><Credentials/></AssumeRoleResult></AssumeRoleResponse>",
        ])
    func emptySuccess(body: String) async {
        let failure = await #expect(throws: Failure.self) { try await Self.machine(FakeHTTP.always(200, body)).s3() }
        #expect(failure?.code == "storage.credentials-refused")
        #expect(failure?.message.hasSuffix("gives no keys: an answer without keys") == true)
    }
}
