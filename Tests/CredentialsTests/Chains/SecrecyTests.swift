import ChildProcesses
import Credentials
import Failures
import HTTPTransport
import Testing

@Suite("Secrets in failures")
struct SecrecyTests {
    private struct Place: Sendable {
        var name: String
        var environment: [String: String] = [:]
        var files: [String: String] = [:]
        var program: ProcessOutcome = .timedOut
    }

    private static let home = "/home/reel"
    private static let output = Array(#"{"Version": 1, "AccessKeyId": "hush", "hush": "hush"}"#.utf8)
    private static let role = """
        [default]
        role_arn = arn:aws:iam::1:role/r
        source_profile = default
        aws_access_key_id = ID
        aws_secret_access_key = hush
        aws_session_token = hush
        """

    /// Secrets wherever somebody may keep one, in ways that work and in ways that do not.
    private static let everywhere: [Place] =
        [
            Place(
                name: "variables",
                environment: ["AWS_SECRET_ACCESS_KEY": "hush", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush"]),
            Place(
                name: "bad variables",
                environment: [
                    "AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "hush hush", "OSS_ACCESS_KEY_ID": "ID",
                    "OSS_ACCESS_KEY_SECRET": "hush\nhush",
                ]),
            Place(
                name: "ended keys",
                environment: [
                    "AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": "hush",
                    "AWS_CREDENTIAL_EXPIRATION": "2017-01-15T08:00:00Z",
                    "ALIBABA_CLOUD_CREDENTIALS_URI": "https://u:hush@h/",
                ]),
            Place(
                name: "half pairs in files",
                files: [
                    "\(home)/.aws/credentials": "[default]\naws_secret_access_key = hush\n",
                    "\(home)/.ossutilconfig": "[Credentials]\naccessKeySecret = hush\n",
                ]),
            Place(
                name: "unreadable files",
                files: [
                    "\(home)/.aws/credentials":
                        "[default\nhush\n[default]\naws_access_key_id = hu sh\naws_secret_access_key = hush\n",
                    "\(home)/.aliyun/config.json": #"{"profiles": [{"access_key_secret": "hush"]}"#,
                ]),
            Place(
                name: "unsupported ways",
                files: [
                    "\(home)/.aws/config": "[default]\nsso_account_id = 1\nsso_hush = hush\n",
                    "\(home)/.aliyun/config.json":
                        #"{"current": "c", "profiles": [{"name": "c", "mode": "RamRoleArn", "access_key_secret": "hush"}]}"#,
                ]),
            Place(name: "a role", files: ["\(home)/.aws/config": role]),
            Place(
                name: "identity tokens",
                environment: [
                    "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token", "AWS_ROLE_ARN": "r", "ALIBABA_CLOUD_ROLE_ARN": "r",
                    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "p", "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "/run/token",
                ], files: ["/run/token": "hush"]),
            Place(
                name: "bad identity tokens",
                environment: [
                    "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token", "AWS_ROLE_ARN": "r", "ALIBABA_CLOUD_ROLE_ARN": "r",
                    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "p", "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "/run/token",
                ], files: ["/run/token": "hush\u{1}"]),
            Place(
                name: "services",
                environment: [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://h/x?key=hush",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush",
                    "ALIBABA_CLOUD_CREDENTIALS_URI": "https://h/x?key=hush",
                ]),
            Place(
                name: "bad services",
                environment: [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://h/x?key=hush",
                    "ALIBABA_CLOUD_CREDENTIALS_URI": "//h/x?key=hush",
                ]),
        ]
        + [
            ProcessOutcome.timedOut, .tooMuchOutput, .killed(signal: 1), .notStarted("no"),
            .exited(status: 1, output: output),
            .exited(status: 0, output: output), .exited(status: 0, output: Array("hush".utf8)),
        ].map {
            Place(
                name: "a program: \($0)",
                files: ["\(home)/.aws/config": "[default]\ncredential_process = /x --hush hush\n"],
                program: $0)
        }

    private static let echo = #"{"Code": "no", "Message": "hush", "AccessKeyId": "hush", "SecretAccessKey": "hu sh"}"#
    private static let xmlEcho = FakeServices.tokenServiceError("AccessDenied", "hush is not welcome")

    @Test(
        "are in no text, whoever repeats them", arguments: 0..<18,
        [(200, echo), (200, "hush"), (400, echo), (403, xmlEcho), (500, xmlEcho), (0, "")])
    func unrepeated(index: Int, answer: (Int, String)) async {
        let place = Self.everywhere[index]
        let http =
            answer.0 == 0
            ? FakeHTTP { (_) throws(TransportError) in throw TransportError(.broken, "connection reset") }
            : FakeHTTP.always(answer.0, answer.1)
        #expect(Self.everywhere.count == 18)
        var machine = Machine(environment: place.environment, files: place.files, http: http)
        machine.programs = { _, _ in place.program }
        for failure in [await machine.s3Failure(), await machine.ossFailure()].compactMap({ $0 }) {
            var dumped = ""
            dump(failure, to: &dumped)
            for text in [failure.description, "\(failure)", String(reflecting: failure), dumped] {
                #expect(!text.contains("hush"), "\(place.name)")
            }
        }
    }

    @Test("do not show when keys are printed or dumped")
    func keys() async throws {
        let machine = Machine(
            environment: ["AWS_ACCESS_KEY_ID": "ID", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": "hush"])
        let key = try await machine.s3()
        var dumped = ""
        dump(key, to: &dumped)
        dump(key.signingCredentials, to: &dumped)
        #expect(!"\(dumped)\(key)\(String(reflecting: key))".contains("hush"))
    }
}
