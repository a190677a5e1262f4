import Foundation
import Glibc
import Simulation
import TestServers
import Testing

/// Every result of the binary is looked through for the secrets of its environment, and so is every manifest: see
/// `RunningProcess` and `Keepreel`. Here the binary meets what tempts it to tell them.
@Suite("Secrets stay secret", .timeLimit(.minutes(2)))
struct SecretsTests {
    private static let monitor = Result { try EchoServer(status: 404) }
    private static let token = "session-token/of+the==test"
    private static let commands: [[String]] = [
        ["run"], ["run", "--dry-run"], ["verify", "--deep", "--links"], ["prune"], ["recover"], ["doctor"],
        ["status"], ["add", "one-more"], ["submit"] + job, ["config", "check"], ["cancel", "some-task"],
    ]
    /// Those that ask the storage first.
    private static let asking = [["run"], ["doctor"]]
    /// Those whose reports in JSON hold what the text does not.
    private static let withFormat: Set<String> = ["run", "verify", "recover", "doctor", "status"]
    private static let job = [
        "--image", "https://example.com/a.png?Signature=c2VjcmV0c2VjcmV0", "--video",
        "https://user:url-password@example.com/v.mp4", "--mode", "wan-std",
    ]

    /// A machine with a video that is archived and one that is not, both by their signed URLs.
    private static func machine(_ dialect: String) async throws -> (studio: ModelStudioSimulator, keepreel: Keepreel) {
        let studio = try await ModelStudioSimulator.start(SimulatorOptions(apiKey: "sk-0123456789abcdef"))
        var keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
        try await keepreel.add(studio)
        _ = try await keepreel("run", "--dry-run")
        let prefix = dialect == "oss" ? "OSS" : "AWS"
        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        keepreel.environment["\(prefix)_ACCESS_KEY_ID"] = "AKIATESTADMIN"
        keepreel.environment[dialect == "oss" ? "OSS_ACCESS_KEY_SECRET" : "AWS_SECRET_ACCESS_KEY"] =
            "secret/key+of=the-test"
        keepreel.environment["\(prefix)_SESSION_TOKEN"] = token
        keepreel.environment["KEEPREEL_STORAGE_URL"] = "\(dialect)://videos/clips"
        keepreel.environment["KEEPREEL_STORAGE_REGION"] = dialect == "oss" ? "cn-hangzhou" : "us-east-1"
        keepreel.environment["KEEPREEL_STORAGE_ADDRESSING"] = "path"
        keepreel.environment["KEEPREEL_DISCOVER_ENABLED"] = "true"
        keepreel.environment["KEEPREEL_NOTIFY_PING"] = try monitor.get().url + "/secret-part-of-the-ping"
        return (studio, keepreel)
    }

    /// - Parameter commands: with what they take; `nil`: all.
    private static func runAll(_ keepreel: Keepreel, _ name: String, _ commands: [[String]]? = nil) async throws {
        for command in commands ?? Self.commands {
            let formats = withFormat.contains(command[0]) ? ["text", "json"] : [""]
            for format in formats {
                let arguments = command + ["-vvv"] + (format.isEmpty ? [] : ["--format", format])
                do {
                    let result = try await keepreel(arguments)
                    #expect(
                        SecretWatch(["ping": "secret-part-of-the-ping", "url": "url-password"]).secrets(
                            in: result.standardOutput + result.standardError
                        ).isEmpty, "\(name): \(arguments)")
                    #expect(result.status != 70, "\(name): \(arguments)")
                } catch let error as ServerError {
                    Issue.record("\(name): \(arguments): \(error)")
                }
            }
        }
        for format in ["jsonl", "json", "csv"] { _ = try await keepreel("export", "--format", format) }
    }

    @Test(
        "no command tells what a server repeats of a key, a token or a signature",
        arguments: [("s3", 403), ("oss", 500)])
    func echoes(dialect: String, status: Int) async throws {
        let (studio, machine) = try await Self.machine(dialect)
        let echo = try EchoServer(status: status)
        defer { echo.stop() }
        var keepreel = machine
        keepreel.environment["KEEPREEL_STORAGE_ENDPOINT"] = echo.url
        try await Self.runAll(keepreel, "storage \(status)", Self.asking)
        keepreel.environment["KEEPREEL_STUDIO_ENDPOINT"] = echo.url + "/api/v1"
        try await Self.runAll(keepreel, "storage and studio \(status)")
        // The source is asked by a signed URL, and repeats that.
        let reply = """
            {"request_id":"r","output":{"task_id":"echoed","task_status":"SUCCEEDED","results":{"video_url":\
            "\(echo.url)/v.mp4?Expires=4102444800&OSSAccessKeyId=LTAI&Signature=dGhpcyBpcyBzZWNyZXQ%3D"}}}
            """
        _ = try await keepreel("add", "-", stdin: reply)
        try await Self.runAll(keepreel, "source \(status)", [["run"], ["status"]])
        await studio.stop()
    }

    @Test("no command tells the password of a proxy, or a key by way of a connection that fails")
    func connections() async throws {
        let (studio, machine) = try await Self.machine("s3")
        let refusing = try EchoServer(status: 407)
        defer { refusing.stop() }
        for proxy in [
            "http://user:proxy-password@127.0.0.1:1", refusing.url.replacing("//", with: "//user:proxy-password@"),
        ] {
            var keepreel = machine
            keepreel.environment["https_proxy"] = proxy
            keepreel.environment["http_proxy"] = proxy
            keepreel.environment["no_proxy"] = ""
            keepreel.environment["KEEPREEL_STORAGE_ENDPOINT"] = "https://storage.example.com"
            try await Self.runAll(keepreel, "proxy", Self.asking)
        }
        // A server that speaks no TLS.
        var keepreel = machine
        keepreel.environment["KEEPREEL_STORAGE_ENDPOINT"] = refusing.url.replacing("http:", with: "https:")
        try await Self.runAll(keepreel, "TLS", Self.asking)
        await studio.stop()
    }

    @Test("a program that prints keys is told none by its arguments, and what it prints is never repeated")
    func programs() async throws {
        let (studio, machine) = try await Self.machine("s3")
        var keepreel = machine
        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        keepreel.environment["AWS_SESSION_TOKEN"] = nil
        let script = """
            #!/bin/sh
            tr '\\0' ' ' < /proc/$$/cmdline > arguments
            tr '\\0' ' ' < /proc/$PPID/cmdline >> arguments
            echo '{"Version":1,"AccessKeyId":"AKIAPRINTED","SecretAccessKey":"printed-secret-key"'
            """
        let program = try keepreel.home.write(script, to: "keys.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        keepreel.environment["AWS_CONFIG_FILE"] = try keepreel.home.write(
            "[default]\ncredential_process = \(program)\n", to: "config")
        let result = try await keepreel("run", "-vvv")
        #expect(result.status == 77, "\(result.errors)")
        let watch = SecretWatch(["printed": "printed-secret-key"])
        #expect(watch.secrets(in: result.standardOutput + result.standardError).isEmpty)
        let arguments = try Data(contentsOf: URL(filePath: keepreel.home.file("arguments")))
        #expect(SecretWatch(environment: machine.environment).secrets(in: Array(arguments)).isEmpty)
        #expect(String(decoding: arguments, as: UTF8.self).contains("keys.sh"))
        await studio.stop()
    }
}
