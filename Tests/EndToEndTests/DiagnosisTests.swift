import Foundation
import Simulation
import TestServers
import Testing

@Suite("Doctor, prune and verify, by the built binary", .serialized, .timeLimit(.minutes(2)))
struct DiagnosisTests {
    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static func levels(_ report: [String: Any]) throws -> [String: String] {
        let findings = try #require(report["findings"] as? [[String: Any]])
        return Dictionary(
            findings.compactMap { finding in
                (finding["id"] as? String).flatMap { id in (finding["level"] as? String).map { (id, $0) } }
            }
        ) { first, _ in first }
    }

    @Test("a machine where all is well gets 0 from the doctor, as text and as JSON, and nothing with -q but warnings")
    func healthy() async throws {
        let world = try await World()
        let text = try await world.keepreel("doctor")
        #expect(text.status == 0, "\(text.output)\(text.errors)")
        #expect(text.output.contains("storage.write"))
        #expect(text.output.split(separator: "\n").last?.hasPrefix("keepreel: all well") == true, "\(text.output)")
        #expect(!text.output.contains(Keepreel.secretKey))
        let report = try Self.json(try await world.keepreel("doctor", "--format", "json").output)
        let levels = try Self.levels(report)
        #expect(report["status"] as? Int == 0)
        for id in ["studio.key", "storage.write", "storage.read", "storage.delete", "links.public"] {
            #expect(levels[id] == "ok", "\(id)")
        }
        #expect(levels["credentials.lifetime"] == "ok")
        let quiet = try await world.keepreel("doctor", "-q")
        #expect(quiet.status == 0)
        for line in quiet.output.split(separator: "\n") where !line.hasPrefix(" ") {
            #expect(line.hasPrefix("warning"))
        }
        try await world.stop()
    }

    @Test("what is wrong decides the exit status: 77, 69 and 78")
    func statuses() async throws {
        let world = try await World()
        var thief = world.keepreel
        thief.environment["AWS_SECRET_ACCESS_KEY"] = "a guess"
        let refused = try await thief("doctor")
        #expect(refused.status == 77)
        let last = try #require(refused.output.split(separator: "\n").last)
        #expect(last.hasPrefix("keepreel: 1 failure") && last.hasSuffix("; further checks left out"), "\(last)")
        var keyless = world.keepreel
        keyless.environment["DASHSCOPE_API_KEY"] = nil
        let noKey = try await keyless("doctor")
        #expect(noKey.status == 77)
        #expect(noKey.output.contains("storage.write"))
        var elsewhere = world.keepreel
        elsewhere.environment["KEEPREEL_STORAGE_ENDPOINT"] = "http://127.0.0.1:\(try FreePort.take())"
        #expect(try await elsewhere("doctor").status == 69)
        var nowhere = world.keepreel
        nowhere.environment["KEEPREEL_STORAGE_URL"] = "s3://no-such-bucket/clips"
        #expect(try await nowhere("doctor").status == 78)
        try await world.stop()
    }

    @Test("temporary keys of the environment and a readable key file are warnings")
    func warnings() async throws {
        let world = try await World()
        var keepreel = world.keepreel
        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        let folder = keepreel.home.path + "/.aws"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let user = S3Identity.administrator
        let text =
            "[default]\naws_access_key_id = \(user.accessKeyID)\naws_secret_access_key = \(user.secretAccessKey)\n"
        try Data(text.utf8).write(to: URL(filePath: folder + "/credentials"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/credentials")
        let report = try await keepreel("doctor", "--format", "json")
        #expect(report.status == 0, "\(report.output)")
        #expect(try Self.levels(try Self.json(report.output))["credentials.file-mode"] == "warning")
        #expect(report.output.contains("chmod 600"))
        try await world.stop()
    }

    @Test("the policy is printed without anybody being asked", arguments: ["s3", "oss"])
    func policy(dialect: String) async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1", apiKey: "sk-x", endpoint: "https://storage.example")
        keepreel.environment["KEEPREEL_STORAGE_URL"] = "\(dialect)://videos/clips"
        keepreel.environment["KEEPREEL_STORAGE_REGION"] = "cn-hangzhou"
        let result = try await keepreel("doctor", "--policy", "--format", "json")
        #expect(result.status == 0, "\(result.errors)")
        let policies = try #require(try Self.json(result.output)["policies"] as? [[String: Any]])
        let policy = try Self.json(try #require(policies.first?["policy"] as? String))
        #expect(policy["Version"] as? String == (dialect == "oss" ? "1" : "2012-10-17"))
        #expect(try await keepreel("doctor", "--policy").output.contains("videos/clips/*"))
    }

    @Test("what was archived is verified, and what is gone or does not play is told with 65; unknown tasks are 66")
    func verify() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let path = try await Clips.path(of: Clip())
        let tasks = [
            try world.studio.addFinished(video: .file(path)), try world.studio.addFinished(video: .file(path)),
        ]
        try await world.add(tasks)
        #expect(try await keepreel("run").status == 0)
        let fine = try await keepreel("verify", "--deep", "--links")
        #expect(fine.status == 0, "\(fine.output)\(fine.errors)")
        #expect(fine.output.hasPrefix("keepreel: 2 checked ("))
        #expect(fine.output.contains("all in order"))
        let unknown = try await keepreel("verify", "no-such-task")
        #expect(unknown.status == 66)
        #expect(unknown.output == "keepreel: 0 checked, 1 not in the manifest\n")
        #expect(unknown.errors.contains("no-such-task is not in the manifest; add it with: keepreel add no-such-task"))
        _ = try await keepreel("add", "not-yet-archived")
        let some = try await keepreel("verify", "no-such-task", tasks[0].id, "not-yet-archived")
        #expect(some.status == 66)
        #expect(some.output == "keepreel: 1 checked, 1 not archived, 1 not in the manifest\n")

        let entry = try #require(try await keepreel.entries().first { $0["task_id"] as? String == tasks[0].id })
        let key = try #require(entry["key"] as? String)
        _ = try await world.storage.request("DELETE", "videos/\(key)")
        let broken = try await keepreel("verify", "--links", "--format", "json")
        #expect(broken.status == 65)
        let report = try Self.json(broken.output)
        #expect(report["checked"] as? Int == 2)
        #expect(report["faulty"] as? Int == 1)
        #expect(report["status"] as? Int == 65)
        let videos = try #require(report["videos"] as? [[String: Any]])
        let faulty = try #require(videos.first { $0["task_id"] as? String == tasks[0].id })
        let kinds = (faulty["problems"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
        #expect(kinds == ["missing", "link-missing"])
        #expect(try await keepreel("verify", tasks[1].id, "-q").output.isEmpty)
        try await world.stop()
    }

    @Test("what a publication left is keepreel's own")
    func prunePublication() async throws {
        let world = try await World()
        let began = try await world.storage.request("POST", "videos/clips/manifest/index.html?uploads=")
        #expect(began.status == 200)
        try await Task.sleep(for: .seconds(2))
        let text = try await world.keepreel("prune", "--dry-run", "--older-than", "1s")
        #expect(text.output.contains("would abort clips/manifest/index.html, begun"), "\(text.output)")
        let report = try Self.json(
            try await world.keepreel("prune", "--format", "json", "--older-than", "1s").output)
        let aborted = try #require((report["aborted"] as? [[String: Any]])?.first)
        #expect(aborted["key"] as? String == "clips/manifest/index.html" && aborted["task_id"] is NSNull)
        #expect(report["unknown_count"] as? Int == 0)
        #expect(try await world.keepreel("prune", "--older-than", "1s").output.contains("0 aborted"))
        try await world.stop()
    }

    @Test("nothing to prune is 0, and somebody else's upload is listed and left alone")
    func prune() async throws {
        let world = try await World()
        let began = try await world.storage.request("POST", "videos/clips/theirs.mp4?uploads=")
        #expect(began.status == 200)
        for arguments in [["prune", "--older-than", "1s"], ["prune", "--dry-run", "--older-than", "1s"]] {
            let result = try await world.keepreel(arguments)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("not in the manifest: clips/theirs.mp4"))
        }
        let report = try Self.json(try await world.keepreel("prune", "--format", "json").output)
        #expect((report["aborted"] as? [Any])?.isEmpty == true)
        #expect(report["unknown_count"] as? Int == 1)
        try await world.stop()
    }

    @Test(
        "a list that is refused fails prune, which says so in any format",
        arguments: [[], ["-q"], ["--format", "json"]])
    func unlisted(options: [String]) async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let place = try await Place(.aws, on: server)
        try await server.control.add(.error(403, "AccessDenied").on("ListMultipartUploads", key: nil, times: 99))
        let result = try await place.keepreel(["prune"] + options)
        #expect(result.status == 77, "\(result.output)")
        if options.isEmpty { #expect(result.output == "keepreel: 0 aborted\n") }
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 1 && lines[0].contains("unfinished uploads could not be listed"), "\(result.errors)")
    }

    @Test("a storage that is not there ends prune with its summary, too", arguments: [[], ["--format", "json"]])
    func unreachable(options: [String]) async throws {
        let keepreel = try Keepreel(
            api: "http://127.0.0.1:1", apiKey: "k", endpoint: "http://127.0.0.1:\(try FreePort.take())")
        let result = try await keepreel(["prune"] + options)
        #expect(result.status == 69, "\(result.errors)")
        #expect(result.output.hasPrefix(options.isEmpty ? "keepreel: 0 aborted\n" : "{\"dry_run\":false,"))
        #expect(result.errors.contains("unfinished uploads could not be listed: the storage cannot be reached"))
    }
}
