import Credentials
import Failures
import Foundation
import HTTPTransport
import Redaction
import TestServers
import Testing

@Suite("What botocore finds on the same machine")
struct BotocoreTests {
    private struct Verdict: Decodable {
        var id: String?
        var secret: String?
        var token: String?
        var expires: Int64?
        var error: String?
    }

    private static let arn = "arn:aws:iam::123456789012:role"
    private static let credentials = """
        [default]
        aws_access_key_id = FILE
        aws_secret_access_key = file-secret

        [work]
        aws_access_key_id: WORK
        aws_secret_access_key: work-secret
        aws_session_token = new-token
        aws_security_token = old-token
        """
    private static let config = """
        [default]
        region = eu-central-1
        aws_access_key_id = CONFIG
        aws_secret_access_key = config-secret

        [profile lab]
        aws_access_key_id = LAB
        aws_secret_access_key = lab-secret
        s3 =
            addressing_style = path

        [profile role]
        role_arn = \(arn)/one
        source_profile = work
        role_session_name = session
        external_id = ext
        duration_seconds = 900

        [profile chain]
        role_arn = \(arn)/two
        source_profile = role
        role_session_name = second

        [profile self]
        role_arn = \(arn)/self
        source_profile = self
        role_session_name = session
        aws_access_key_id = SELF
        aws_secret_access_key = self-secret

        [profile from-environment]
        role_arn = \(arn)/env
        credential_source = Environment
        role_session_name = session

        [profile from-container]
        role_arn = \(arn)/container
        credential_source = EcsContainer
        role_session_name = session

        [profile from-instance]
        role_arn = \(arn)/instance
        credential_source = Ec2InstanceMetadata
        role_session_name = session

        [profile from-program]
        role_arn = \(arn)/program
        source_profile = program
        role_session_name = session

        [profile from-identity]
        role_arn = \(arn)/top
        source_profile = identity
        role_session_name = session

        [profile loop]
        role_arn = \(arn)/loop
        source_profile = loop2
        [profile loop2]
        role_arn = \(arn)/loop
        source_profile = loop
        [profile alone]
        role_arn = \(arn)/alone
        source_profile = alone
        [profile sourceless]
        role_arn = \(arn)/none
        [profile two-sources]
        role_arn = \(arn)/both
        source_profile = work
        credential_source = Environment
        [profile bad-source]
        role_arn = \(arn)/bad
        credential_source = environment
        [profile missing-source]
        role_arn = \(arn)/missing
        source_profile = nobody
        [profile keyless-source]
        role_arn = \(arn)/keyless
        source_profile = empty
        [profile empty]
        region = eu-west-1

        [profile identity]
        web_identity_token_file = HOME/token
        role_arn = \(arn)/identity
        role_session_name = session

        [profile roleless-identity]
        web_identity_token_file = HOME/token

        [profile program]
        credential_process = HOME/keys.sh "two words" 'it''s'

        [profile over-lines]
        credential_process = HOME/keys.sh
            "two words"
            its

        [profile failing-program]
        credential_process = HOME/fail.sh
        [profile old-program]
        credential_process = HOME/version.sh
        [profile keyless-program]
        credential_process = HOME/keyless.sh
        [profile no-program]
        credential_process = HOME/none.sh
        [profile unquoted-program]
        credential_process = HOME/keys.sh "open

        [profile program-and-keys]
        credential_process = HOME/keys.sh both its
        aws_access_key_id = STATIC
        aws_secret_access_key = static-secret
        """

    private static let program = """
        #!/bin/sh
        echo "not for you" >&2
        echo '{"Version": 1, "AccessKeyId": "PROGRAM-'"$#-$2"'", "SecretAccessKey": "program-secret",'
        echo ' "SessionToken": "program-token", "Expiration": "2037-01-15T08:00:00+00:00"}'
        """

    private static let files = [
        ".aws/credentials": credentials, ".aws/config": config, "token": "identity", "keys.sh": program,
        "fail.sh": "#!/bin/sh\necho no >&2\nexit 3\n",
        "version.sh": "#!/bin/sh\necho '{\"Version\": 2, \"AccessKeyId\": \"A\", \"SecretAccessKey\": \"S\"}'\n",
        "keyless.sh": "#!/bin/sh\necho '{\"Version\": 1, \"AccessKeyId\": \"A\"}'\n",
        "other": "[default]\naws_access_key_id=OTHER\naws_secret_access_key=other-secret\n",
        "container-token": "container-secret",
    ]

    private static let keys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "env-secret"]
    private static let identity = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "HOME/token", "AWS_ROLE_ARN": "\(arn)/web", "AWS_ROLE_SESSION_NAME": "session",
    ]
    private static let noInstance = ["AWS_EC2_METADATA_DISABLED": "true"]
    private static let instance = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "SERVICES"]
    private static let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "SERVICES/container?id=1"]

    private static func with(
        _ name: String, _ environment: [String: String]..., profile: String? = nil, files: [String: String] = files
    ) -> JudgedMachine {
        // Without a region botocore assumes no role at all.
        let base = ["AWS_ENDPOINT_URL_STS": "SERVICES", "AWS_DEFAULT_REGION": "eu-west-1", "PATH": "/usr/bin:/bin"]
        return JudgedMachine(
            name, environment.reduce(base) { $0.merging($1) { $1 } }, profile: profile, files: files)
    }

    private static let machines: [JudgedMachine] =
        [
            with("keys in variables", keys),
            with("keys in variables and a profile by variable", keys, ["AWS_PROFILE": "work"]),
            with("keys in variables and a profile named on purpose", keys, profile: "work"),
            with("a token by its new name", keys, ["AWS_SESSION_TOKEN": "new"]),
            with("a token by both names", keys, ["AWS_SESSION_TOKEN": "new", "AWS_SECURITY_TOKEN": "old"]),
            with("keys that end", keys, ["AWS_CREDENTIAL_EXPIRATION": "2037-01-15T08:00:00Z"]),
            with("keys that have ended", keys, ["AWS_CREDENTIAL_EXPIRATION": "2017-01-15T08:00:00Z"]),
            with("an empty key", ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]),
            with("half a pair", ["AWS_ACCESS_KEY_ID": "ENV"]),
            with("the default profile"),
            with("another file", ["AWS_SHARED_CREDENTIALS_FILE": "HOME/other"]),
            with("only the configuration", files: [".aws/config": config]),
            with("a web identity in variables", identity, files: ["token": "identity"]),
            with("a web identity before the files", identity),
            with("a web identity and a profile named on purpose", identity, profile: "work"),
            with("a web identity and a role", identity, ["AWS_PROFILE": "role"]),
            with("a web identity without a role", ["AWS_WEB_IDENTITY_TOKEN_FILE": "HOME/token"], files: ["token": "x"]),
            with("a web identity without a token", identity, files: [:]),
            with(
                "a session of the variables for a role of the profile",
                [
                    "AWS_PROFILE": "identity", "AWS_ROLE_SESSION_NAME": "other",
                ]),
            with("a credential source in variables", keys, profile: "from-environment"),
            with("a credential source that has nothing", profile: "from-environment"),
            with("a container", container, files: [:]),
            with("a container with a token", container, ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc"], files: [:]),
            with(
                "a container with a token file", container,
                ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "HOME/container-token"],
                files: ["container-token": "container-secret"]),
            with("a container that refuses", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "SERVICES/refused"], files: [:]),
            with(
                "a container far away", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://192.0.2.1/keys"], files: [:]),
            with("a container behind the files", container),
            with("an instance", instance, files: [:]),
            with("an instance behind a container", instance, container, files: [:]),
            with("an instance without a role", ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "SERVICES/no-role"], files: [:]),
            with("a role on a container", container, profile: "from-container"),
            with("a role on an instance", instance, profile: "from-instance"),
            with("nothing", files: [:]),
        ]
        + [
            "default", "work", "lab", "role", "chain", "self", "from-program", "from-identity", "loop", "alone",
            "sourceless", "two-sources", "bad-source", "missing-source", "keyless-source", "empty", "identity",
            "roleless-identity", "program", "over-lines", "failing-program", "old-program", "keyless-program",
            "no-program", "unquoted-program", "program-and-keys", "unknown",
        ].map { with("the profile \($0)", ["AWS_PROFILE": $0]) }

    @Test("is what we find, in the same order, roles and all")
    func sameKeys() async throws {
        let services = try LoopbackServer { FakeAWS.answer($0) }
        let folder = try ScratchDirectory("credentials")
        let machines = try Self.machines.enumerated().map { number, machine in
            var machine = machine
            if machine.environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] == nil {
                machine.environment.merge(Self.noInstance) { $1 }
            }
            return try machine.placed(in: folder, number: number, services: services)
        }
        let verdicts = try await PythonJudge.ask("botocore_credentials.py", machines, for: [Verdict].self)
        try #require(verdicts.count == machines.count)
        let http = try HTTPClient()
        for (machine, verdict) in zip(machines, verdicts) {
            var found: Result<AccessKey, Failure>
            do throws(Failure) {
                found = .success(
                    try await CredentialChain.s3(profile: machine.profile).resolve(in: machine.sources(http)))
            } catch {
                found = .failure(error)
            }
            switch found {
            case .success(let key):
                #expect(key.id == verdict.id, "\(machine.name): \(verdict)")
                #expect(key.secret.reveal() == verdict.secret, "\(machine.name)")
                #expect(key.sessionToken?.reveal() == verdict.token, "\(machine.name)")
                #expect(key.expiresAt.map { Int64($0.timeIntervalSince1970) } == verdict.expires, "\(machine.name)")
            case .failure(let failure):
                #expect(verdict.id == nil, "\(machine.name): \(failure)")
                #expect(
                    (failure.code == "storage.no-credentials") == (verdict.error == nil),
                    "\(machine.name): \(failure), \(verdict)")
            }
        }
    }
}
