import Foundation
import Glibc
import Simulation
import TestServers
import Testing

private let isRoot = getuid() == 0

@Suite("Commands as scripts see them", .serialized, .timeLimit(.minutes(2)))
struct CommandTests {
    @Test("add takes ids and JSON lines, and tells rubbish by its line")
    func add() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let lines = """
            plain-id
            "json-string"
            {"task_id":"object"}
            {"request_id":"r","output":{"task_id":"reply","task_status":"RUNNING"}}
            {"specversion":"1.0","data":{"task_id":"event","user_api_unique_key":"apikey:v1:aigc:image2video:video-synthesis:wan2.2-animate-move"}}
            ../../etc/passwd
            {"nothing":1}
            plain-id
            """
        let result = try await keepreel("add", "-", "--format", "json", stdin: lines)
        #expect(result.output == "{\"added\":5,\"known\":1,\"rejected\":2}\n")
        #expect(result.status == 64)
        #expect(result.errors.contains("line 6"))
        #expect(result.errors.contains("line 7"))
        let again = try await keepreel("add", "plain-id", "event")
        #expect(again.status == 0)
        #expect(again.output == "0 added, 2 already known\n")
        let entries = try await keepreel.entries()
        #expect(entries.compactMap { $0["model"] as? String } == ["wan2.2-animate-move"])
    }

    @Test("of many rubbish lines the first are told, and how many more there are", arguments: [1, 21, 2000])
    func manyRubbishLines(count: Int) async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let lines = Array(repeating: "a/b", count: count).joined(separator: "\n")
        let result = try await keepreel("add", "-", stdin: lines)
        #expect(result.output == "0 added, 0 already known, \(count == 1 ? "1 line" : "\(count) lines") skipped\n")
        let told = result.errors.split(separator: "\n")
        #expect(told.count == min(count, 21))
        if count == 21 { #expect(told.last == "keepreel: and 1 more line is skipped") }
        if count == 2000 { #expect(told.last == "keepreel: and 1980 more lines are skipped") }
    }

    @Test("export: keys in their order, CSV with a heading, a file whole or not at all")
    func export() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        _ = try await keepreel("add", "a-task")
        let line = try await keepreel("export", "--format", "jsonl").output
        let keys =
            "task_id, index, model, task_status, state, url, bucket, key, size, content_type, crc64, etag, width, height, duration, submitted_at, ended_at, expires_at, archived_at, error"
        let found = line.matches(of: /"([a-z0-9_]+)":/).map { String($0.1) }
        #expect(found == keys.components(separatedBy: ", "))
        let csv = try await keepreel("export", "--format", "csv").output
        #expect(csv.hasPrefix(keys.replacingOccurrences(of: " ", with: "") + "\r\na-task,0,"))
        let file = keepreel.home.file("out.json")
        #expect(try await keepreel("export", "--format", "json", "--output", file).status == 0)
        #expect(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file))) is [Any])
        let refused = try await keepreel("export", "--output", "/proc/none/out.json")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("/proc/none/out.json"))
        #expect(try await keepreel("export", "--output", "/dev/full").status == 75)
        let nameless = try await keepreel("export", "--output", "")
        #expect(nameless.status == 64 && nameless.errors.hasPrefix("keepreel: --output needs a file name\n"))
        let full = try await runProcess(
            "/bin/sh", ["-c", "\(Keepreel.binary) export >/dev/full"], environment: keepreel.environment)
        #expect(full.status == 75)
        #expect(full.errors.contains("No space left"))
    }

    @Test("global options stand before or after the command's own, and quiet is quiet")
    func globalOptions() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        for arguments in [["-q", "add", "x"], ["add", "-q", "x"], ["add", "x", "--quiet"]] {
            let result = try await runProcess(Keepreel.binary, arguments, environment: keepreel.environment)
            #expect(result.status == 0)
            #expect(result.output + result.errors == "", "\(arguments)")
        }
        let missing = keepreel.home.file("missing.yaml")
        for arguments in [["--config", missing, "status"], ["status", "--config", missing]] {
            let result = try await runProcess(Keepreel.binary, arguments, environment: keepreel.environment)
            #expect(result.status == 78)
            #expect(result.errors.contains("missing.yaml"))
        }
    }

    @Test("config init writes a file that config check accepts; a typo is told with the nearest key and its place")
    func config() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let path = keepreel.home.file("keepreel.yaml")
        let made = try await keepreel("config", "init", "--config", path)
        #expect(made.status == 0 && made.output == path + "\n")
        #expect(made.errors == "keepreel: fill it in, then run: keepreel --config \(path) doctor\n")
        #expect(try await keepreel("config", "init", "--config", path).status == 78)
        #expect(try await keepreel("config", "check", "--config", path).status == 0)
        try keepreel.home.write("transfer:\n  concurency: 4\n", to: "keepreel.yaml")
        let check = try await keepreel("config", "check", "--config", path)
        #expect(check.status == 78)
        #expect(check.errors.contains("keepreel.yaml:2:3"))
        #expect(check.errors.contains("concurrency"))
        #expect(check.errors.hasPrefix("keepreel: the configuration is wrong in 1 place:\n"))
        #expect(try await keepreel("status").status == 78)
    }

    @Test("config init below what is no directory is wrong usage, with the reason", arguments: ["file/x", "file/x/y"])
    func unwritable(name: String) async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        try keepreel.home.write("", to: "file")
        for path in [keepreel.home.file(name), "/proc/none/\(name)"] {
            let result = try await keepreel("config", "init", "--config", path)
            #expect(result.status == 64, "\(path): \(result.errors)")
            #expect(
                result.errors.contains(path.hasPrefix("/proc") ? "No such file" : "Not a directory"), "\(result.errors)"
            )
        }
        let deep = keepreel.home.file("a/b/keepreel.yaml")
        #expect(try await keepreel("config", "init", "-q", "--config", deep).errors.isEmpty)
        #expect(FileManager.default.fileExists(atPath: deep))
    }

    @Test("the help of a command that there is not is wrong usage; a folder is no settings file")
    func wrongNames() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        for arguments in [["help", "stauts"], ["stauts", "--help"], ["help", "config", "stauts"]] {
            let help = try await keepreel(arguments)
            #expect(help.status == 64 && help.output.isEmpty, "\(arguments): \(help.output)")
            #expect(help.errors.hasPrefix("keepreel: there is no command '"))
        }
        #expect(try await keepreel("help", "status").output.contains("keepreel status [options]"))
        let folder = try await keepreel("--config", "/etc", "status")
        #expect(folder.status == 78)
        #expect(folder.errors.contains("the file '/etc' is a folder; name a file that this user may read"))
    }

    @Test(
        "settings are looked for in the usual places by a user who may not see the current folder", .enabled(if: isRoot)
    )
    func closedFolder() async throws {
        let open = try ScratchDirectory("open")
        let closed = try ScratchDirectory("closed")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: open.path)
        try FileManager.default.copyItem(atPath: Keepreel.binary, toPath: open.file("keepreel"))
        // As `sudo -u keepreel` in root's home.
        let call = ["--reuid=65534", "--regid=65534", "--clear-groups", open.file("keepreel"), "config", "check"]
        let result = try await runProcess(
            "setpriv", call, environment: ["HOME": open.path, "PATH": "/usr/bin:/bin"], workingDirectory: closed.path)
        #expect(result.status == 0, "\(result.errors)")
        let named = try await runProcess(
            "setpriv", call + ["--config", closed.file("keepreel.yaml")], environment: ["PATH": "/usr/bin:/bin"])
        #expect(named.status == 78)
        #expect(named.errors.contains("Permission denied"))
    }

    @Test("link --presign signs for a private bucket; help names the exit codes")
    func presign() async throws {
        let studio = try await ModelStudioSimulator.start()
        let storage = try await SeaweedFS.start(buckets: ["videos"])
        let keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: storage.endpoint)
        let body = VideoBody.generated(bytes: 150_000)
        let task = try studio.addFinished(video: body)
        _ = try await keepreel("add", task.id)
        #expect(try await keepreel("run").status == 0)
        let plain = try await keepreel("link", task.id).output.trimmingCharacters(in: .newlines)
        #expect(try await fetch(plain).status == 403)
        let signed = try await keepreel("link", task.id, "--presign", "1h").output.trimmingCharacters(in: .newlines)
        #expect(try await fetch(signed).body == (try body.allBytes()))
        var moved = keepreel
        moved.environment["KEEPREEL_LINKS_BASE_URL"] = "https://videos.example.com/x/"
        let link = try await moved("link", task.id).output
        #expect(
            link == "https://videos.example.com/x/" + plain.split(separator: "/").dropFirst(3).joined(separator: "/")
                + "\n")
        let help = try await keepreel("--help").output
        for code in ["64", "65", "66", "69", "70", "75", "77", "78", "130", "143"] { #expect(help.contains(code)) }
        try await storage.stop()
        await studio.stop()
    }
}
