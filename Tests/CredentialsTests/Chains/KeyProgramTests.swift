import ChildProcesses
import Credentials
import Failures
import Foundation
import Redaction
import Synchronization
import Testing

@Suite("Programs that print keys")
struct KeyProgramTests {
    private static func machine(_ outcome: ProcessOutcome, running command: String = "/opt/keys") -> Machine {
        var machine = Machine.aws(
            config: "[profile app]\ncredential_process = \(command)\n", environment: ["AWS_PROFILE": "app"])
        machine.programs = { _, _ in outcome }
        return machine
    }

    private static func printing(_ text: String) -> ProcessOutcome { .exited(status: 0, output: Array(text.utf8)) }

    @Test("the program gets its words and keepreel's environment, and its keys are taken")
    func runs() async throws {
        let calls = Mutex<[([String], [String: String])]>([])
        let output = """
            {"Version": 1, "AccessKeyId": "ID", "SecretAccessKey": "hush", "SessionToken": "token",
             "Expiration": "2027-01-15T10:00:00.123456+01:00", "AccountId": "1", "More": {"x": [1]}}
            """
        var machine = Self.machine(.timedOut, running: #"/opt/keys --role "a b" c\ d"#)
        machine.programs = { command, environment in
            calls.withLock { $0.append((command, environment)) }
            return Self.printing(output)
        }
        let key = try await machine.s3()
        #expect(key.id == "ID")
        #expect(key.secret == Secret("hush"))
        #expect(key.sessionToken == Secret("token"))
        #expect(key.expiresAt == Machine.noon.addingTimeInterval(3600))
        #expect(key.origin == "the credential_process of the AWS profile 'app'")
        let call = try #require(calls.withLock { $0.first })
        #expect(call.0 == ["/opt/keys", "--role", "a b", "c d"])
        #expect(call.1 == ["AWS_PROFILE": "app"])
    }

    @Test("keys without an end do not end")
    func endless() async throws {
        let key = try await Self.machine(
            Self.printing(#"{"Version": 1, "AccessKeyId": "ID", "SecretAccessKey": "hush", "Expiration": null}"#)
        ).s3()
        #expect(key.expiresAt == nil)
        #expect(key.sessionToken == nil)
    }

    @Test(
        "whatever goes wrong is told without the command's words and output",
        arguments: [
            (.exited(status: 3, output: Array("hush".utf8)), "ended with status 3"),
            (.killed(signal: 9), "was ended by signal 9"),
            (.timedOut, "took too long"), (.tooMuchOutput, "printed far more than keys"),
            (.notStarted("No such file or directory"), "could not be started: No such file or directory"),
            (printing("hush"), "did not print keys as JSON of version 1"),
            (printing(""), "did not print keys as JSON of version 1"),
            (
                printing(#"{"Version": 2, "AccessKeyId": "hush", "SecretAccessKey": "hush"}"#),
                "did not print keys as JSON of version 1"
            ),
            (
                printing(#"{"AccessKeyId": "hush", "SecretAccessKey": "hush"}"#),
                "did not print keys as JSON of version 1"
            ),
            (printing(#"{"Version": 1, "AccessKeyId": "hush"}"#), "gave no secret key"),
            (printing(#"{"Version": 1, "SecretAccessKey": "hush"}"#), "gave no AccessKeyId"),
            (
                printing(#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "hu sh"}"#),
                "has a space, control character or non-ASCII character inside secret key"
            ),
            (
                printing(#"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "hush", "Expiration": "hush"}"#),
                "has no time in Expiration"
            ),
        ] as [(ProcessOutcome, String)])
    func trouble(outcome: ProcessOutcome, message: String) async {
        let failure = await #expect(throws: Failure.self) {
            try await Self.machine(outcome, running: "/opt/keys --password hush").s3()
        }
        #expect(failure?.message == "the credential_process of the AWS profile 'app' \(message)")
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.description.contains("hush") == false)
    }

    @Test("a command without an end is not run")
    func openQuotation() async {
        let failure = await #expect(throws: Failure.self) {
            try await Self.machine(.timedOut, running: #"/opt/keys "hush"#).s3()
        }
        #expect(failure?.code == "storage.credential-process")
        #expect(failure?.message.hasSuffix("has a quotation mark or backslash without an end") == true)
    }

    @Test("keys that have ended are refused")
    func ended() async {
        let output =
            #"{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "S", "Expiration": "2027-01-15T08:00:00Z"}"#
        let failure = await #expect(throws: Failure.self) { try await Self.machine(Self.printing(output)).s3() }
        #expect(failure?.code == "storage.expired-credentials")
        #expect(
            failure?.message == "the credentials from the credential_process of the AWS profile 'app' ended at "
                + "2027-01-15T08:00:00Z")
    }
}
