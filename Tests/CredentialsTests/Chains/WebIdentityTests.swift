import Credentials
import Failures
import HTTPTransport
import Testing

@Suite("Web identities")
struct WebIdentityTests {
    private static let variables = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/web",
        "AWS_ROLE_SESSION_NAME": "pod",
    ]

    private static func service() -> FakeHTTP {
        FakeHTTP { request in
            reply(
                200,
                FakeServices.tokenService(body: request.text, authorization: request.headers["Authorization"]))
        }
    }

    @Test("the token is sent unsigned, without the line end of its file")
    func unsigned() async throws {
        let http = Self.service()
        let key = try await Machine(
            environment: Self.variables, files: ["/run/token": "eyJ.a/b+c==\n"], http: http
        ).s3()
        #expect(key.id == "AssumeRoleWithWebIdentity:web:eyJ.a/b+c==:pod::")
        #expect(key.origin == "web identity role arn:aws:iam::1:role/web")
        #expect(key.expiresAt != nil)
        let request = try #require(http.requests.first)
        #expect(request.headers["Authorization"] == nil)
        #expect(request.text.contains("WebIdentityToken=eyJ.a%2Fb%2Bc%3D%3D"))
    }

    @Test("variables and profile complete each other, and a profile named on purpose stands alone")
    func parts() async throws {
        let config = """
            [profile app]
            web_identity_token_file = ~/token
            role_arn = arn:aws:iam::1:role/profile
            """
        var machine = Machine.aws(
            config: config, environment: ["AWS_ROLE_ARN": "arn:aws:iam::1:role/variable", "AWS_PROFILE": "app"],
            http: Self.service())
        machine.write("jwt", to: "token")
        #expect(try await machine.s3().id == "AssumeRoleWithWebIdentity:variable:jwt:::")
        #expect(try await machine.s3(profile: "app").id == "AssumeRoleWithWebIdentity:profile:jwt:::")
    }

    @Test(
        "what is missing is named",
        arguments: [
            (
                "AWS_ROLE_ARN", "x", "storage.bad-profile",
                "AWS_WEB_IDENTITY_TOKEN_FILE is set, but no role is named"
            ),
            (
                "", nil, "storage.no-token",
                "there is no token in /run/token, which AWS_WEB_IDENTITY_TOKEN_FILE names"
            ),
            (
                "", " \n", "storage.no-token",
                "there is no token in /run/token, which AWS_WEB_IDENTITY_TOKEN_FILE names"
            ),
            (
                "", "hu\u{1}sh", "storage.bad-credentials",
                "the token in /run/token has a control character or non-ASCII character inside"
            ),
        ] as [(String, String?, String, String)])
    func missing(variable: String, token: String?, code: String, message: String) async {
        var machine = Machine(environment: Self.variables.filter { $0.key != variable })
        machine.files["/run/token"] = token
        let failure = await machine.s3Failure()
        #expect(failure?.code == code)
        #expect(failure?.message == message)
    }

    @Test("a refusal does not repeat the token")
    func refusal() async {
        let http = FakeHTTP.always(
            400, FakeServices.tokenServiceError("InvalidIdentityToken", "hush/1= is no token, nor is hush%2F1%3D"))
        let machine = Machine(environment: Self.variables, files: ["/run/token": "hush/1="], http: http)
        let failure = await #expect(throws: Failure.self) { try await machine.s3() }
        #expect(failure?.message.hasSuffix("InvalidIdentityToken: REDACTED is no token, nor is REDACTED") == true)
    }
}
