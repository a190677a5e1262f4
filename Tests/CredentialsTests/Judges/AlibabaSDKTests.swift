import Credentials
import Failures
import HTTPTransport
import Redaction
import TestServers
import Testing

@Suite("What Alibaba Cloud's SDK finds on the same machine")
struct AlibabaSDKTests {
    private struct Verdict: Decodable {
        var id: String?
        var secret: String?
        var token: String?
    }

    private static let cli = """
        {"current": "main", "profiles": [
          {"name": "main", "mode": "AK", "access_key_id": "CLI", "access_key_secret": "cli-secret", "sts_token": "x",
           "region_id": "cn-beijing", "retry_timeout": 0},
          {"name": "temporary", "mode": "StsToken", "access_key_id": "CLI-STS", "access_key_secret": "cli-sts-secret",
           "sts_token": "cli-token"}]}
        """
    private static let emptyCLI = """
        {"current": "default", "profiles": [
          {"name": "default", "mode": "AK", "access_key_id": "", "access_key_secret": ""}]}
        """
    private static let ini = """
        [default]
        type = access_key
        access_key_id = INI
        access_key_secret = ini-secret   # a remark

        [other]
        type = access_key
        access_key_id = INI-OTHER
        access_key_secret = ini-other-secret
        """

    private static let keys = ["ALIBABA_CLOUD_ACCESS_KEY_ID": "ENV", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "env-secret"]
    private static let identity = [
        "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/r", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "HOME/token", "ALIBABA_CLOUD_ROLE_SESSION_NAME": "session",
    ]
    private static let noInstance = ["ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"]
    private static let cliFile = [".aliyun/config.json": cli]
    private static let iniFile = [".alibabacloud/credentials.ini": ini]

    private static func with(
        _ name: String, _ environment: [String: String]..., files: [String: String] = [:]
    ) -> JudgedMachine {
        JudgedMachine(name, environment.reduce([:]) { $0.merging($1) { $1 } }, files: files)
    }

    private static let machines = [
        with("keys in variables", keys, noInstance),
        with("keys and a token in variables", keys, ["ALIBABA_CLOUD_SECURITY_TOKEN": "token"], noInstance),
        with("keys before a token file", keys, identity, noInstance, files: ["token": "identity"]),
        with("a token file", identity, noInstance, files: ["token": "identity"]),
        with("a token file before the CLI's file", identity, noInstance, files: cliFile.merging(["token": "t"]) { $1 }),
        with("the CLI's file before the INI file", noInstance, files: cliFile.merging(iniFile) { $1 }),
        with("a named profile of the CLI", noInstance, ["ALIBABA_CLOUD_PROFILE": "temporary"], files: cliFile),
        with(
            "a named profile that only the INI file knows", noInstance, ["ALIBABA_CLOUD_PROFILE": "other"],
            files: cliFile.merging(iniFile) { $1 }),
        with("the CLI's file switched off", noInstance, ["ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"], files: cliFile),
        with(
            "the CLI's file without keys", noInstance, files: iniFile.merging([".aliyun/config.json": emptyCLI]) { $1 }),
        with("the INI file", noInstance, files: iniFile),
        with(
            "the INI file elsewhere", noInstance, ["ALIBABA_CLOUD_CREDENTIALS_FILE": "HOME/ini"], files: ["ini": ini]),
        with("an instance"),
        with("an instance whose role is named", ["ALIBABA_CLOUD_ECS_METADATA": "named"]),
        with("an instance with tokens only", ["ALIBABA_CLOUD_IMDSV1_DISABLED": "true"]),
        with("an instance before a service", ["ALIBABA_CLOUD_CREDENTIALS_URI": "SERVICES/uri?a=b"]),
        with("a service", noInstance, ["ALIBABA_CLOUD_CREDENTIALS_URI": "SERVICES/uri?a=b"]),
        with("nothing", noInstance),
    ]

    @Test("is what we find, in the same order")
    func sameKeys() async throws {
        let services = try LoopbackServer { FakeAlibaba.answer($0) }
        let folder = try ScratchDirectory("credentials")
        let machines = try Self.machines.enumerated().map { number, machine in
            try machine.placed(in: folder, number: number, services: services)
        }
        let verdicts = try await PythonJudge.ask("alibaba_credentials.py", machines, for: [Verdict].self)
        try #require(verdicts.count == machines.count)
        let http = try HTTPClient()
        for (machine, verdict) in zip(machines, verdicts) {
            do throws(Failure) {
                let key = try await CredentialChain.oss.resolve(in: machine.sources(http))
                #expect(key.id == verdict.id, "\(machine.name): \(verdict)")
                #expect(key.secret.reveal() == verdict.secret, "\(machine.name)")
                #expect(key.sessionToken?.reveal() == verdict.token, "\(machine.name)")
            } catch {
                #expect(verdict.id == nil, "\(machine.name): \(error)")
            }
        }
    }
}
