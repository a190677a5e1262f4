import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Verify, by the built binary", .serialized, .timeLimit(.minutes(3)))
struct VerifyTests {
    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static func entry(_ id: String, _ keepreel: Keepreel) async throws -> [String: Any] {
        try #require(try await keepreel.entries().first { $0["task_id"] as? String == id })
    }

    private static func key(_ id: String, _ keepreel: Keepreel) async throws -> String {
        try #require(try await entry(id, keepreel)["key"] as? String)
    }

    /// A place whose server does as it is told, with videos of these sizes archived.
    private static func archived(
        _ sizes: [Int64], at kind: StorageServerKind
    ) async throws -> (Place, any ControlledServer) {
        let place = try await Place(kind)
        let server = try #require(place.server as? any ControlledServer)
        _ = try await place.add(sizes)
        _ = try await place.expectDone("run")
        return (place, server)
    }

    /// Makes every task of the manifest older, as if so many days had passed.
    private static func age(_ keepreel: Keepreel, days: Int) async throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            for name in ["submitted_at", "scheduled_at", "ended_at", "added_at"]:
                db.execute(f"UPDATE task SET {name} = {name} - \(days * 86_400_000)")
            db.commit()
            """
        let result = try await runProcess("python3", ["-c", script, keepreel.manifestPath])
        try #require(result.status == 0, "\(result.errors)")
    }

    @Test("what is missing or wrong is archived again under the same link, and nobody else's object is touched")
    func repair() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let tasks = try (0..<6).map { try world.studio.addFinished(video: .generated(bytes: 50_000 + Int64($0))) }
        try await world.add(tasks)
        #expect(try await keepreel("run").status == 0)
        let ids = tasks.map(\.id)
        let links = try await keepreel(["link"] + ids).output
        var keys: [String] = []
        for id in ids { keys.append(try await Self.key(id, keepreel)) }
        // Gone; cut off, and still with its story; somebody else's of another length.
        _ = try await world.storage.request("DELETE", "videos/\(keys[0])")
        let story = ["x-amz-meta-task-id: \(ids[1])", "x-amz-meta-index: 0", "x-amz-meta-upload-token: t"]
        _ = try await world.storage.request("PUT", "videos/\(keys[1])", headers: story, body: Array("cut".utf8))
        _ = try await world.storage.request("PUT", "videos/\(keys[2])", body: Array("theirs".utf8))
        let plain = try await keepreel("verify")
        #expect(plain.status == 65)
        #expect(
            plain.output.contains("task \(ids[0]): missing, \(keys[0]): the object is not in the bucket; run 'keepreel")
        )
        #expect(plain.output.contains("keepreel: 6 checked, 1 missing, 2 wrong-size\n"), "\(plain.output)")

        // Settings that changed since do not move what has a link.
        var changed = keepreel
        changed.environment["KEEPREEL_STORAGE_KEY"] = "elsewhere/{task_id}{-index}.{ext}"
        let repaired = try await changed("verify", "--repair")
        #expect(repaired.status == 65, "\(repaired.output)\(repaired.errors)")
        #expect(
            repaired.output.contains("task \(ids[0]): missing, \(keys[0]): the object is not in the bucket; repaired"))
        #expect(repaired.output.contains("task \(ids[2]): wrong-size"))
        #expect(repaired.output.contains("not repaired: the object was not stored by keepreel"))
        #expect(
            repaired.output.hasSuffix("keepreel: 6 checked, 1 missing, 2 wrong-size, 2 repaired, 1 blocked\n"),
            "\(repaired.output)")
        #expect(try await world.storage.object(keys[2], in: "videos") == Array("theirs".utf8))
        for number in 0..<2 {
            let bytes = try VideoBody.generated(bytes: 50_000 + Int64(number)).allBytes()
            #expect(try await world.storage.object(keys[number], in: "videos") == bytes)
        }
        #expect(try await keepreel(["link"] + ids).output == links)
        _ = try await world.storage.request("DELETE", "videos/\(keys[2])")
        let rest = try await keepreel("verify", "--repair", ids[2], "--format", "json")
        #expect(rest.status == 0, "\(rest.output)\(rest.errors)")
        let videos = try #require(try Self.json(rest.output)["videos"] as? [[String: Any]])
        #expect(videos.first?["repair"] as? String == "repaired")
        #expect(try await keepreel("verify", "--deep").status == 0)
        try await world.stop()
    }

    @Test("what nobody has any more is lost with 65, by verify, link, status and export")
    func lost() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let task = try world.studio.addFinished(video: .generated(bytes: 60_000))
        try await world.add([task])
        #expect(try await keepreel("run").status == 0)
        let key = try await Self.key(task.id, keepreel)
        _ = try await world.storage.request("DELETE", "videos/\(key)")
        world.studio.remove(task.id)
        world.studio.advanceClock(by: 3600)
        let result = try await keepreel("verify", "--repair")
        #expect(result.status == 65, "\(result.output)\(result.errors)")
        #expect(result.output.contains("LOST: the object is not in the bucket, and Model Studio"), "\(result.output)")
        let link = try await keepreel("link", task.id)
        #expect(link.status == 65 && link.errors.contains("the object is not in the bucket"))
        #expect(try await keepreel("status").output.contains("lost"))
        let entry = try await Self.entry(task.id, keepreel)
        #expect(entry["state"] as? String == "lost" && entry["url"] is NSNull)
        #expect((entry["error"] as? String)?.hasPrefix("verify.missing: ") == true)
        // It was told by the run that found it.
        #expect(try await keepreel("run").status == 0)
        try await world.stop()
    }

    @Test("a bucket that holds nothing of what was archived makes no losses; who names tasks has them repaired")
    func emptied() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let tasks = try (0..<11).map { try world.studio.addFinished(video: .generated(bytes: 50_000 + Int64($0))) }
        try await world.add(tasks)
        #expect(try await keepreel("run").status == 0)
        for task in tasks { _ = try await world.storage.request("DELETE", "videos/\(Self.key(task.id, keepreel))") }
        let held = try await keepreel("verify", "--repair")
        #expect(held.status == 65, "\(held.output)\(held.errors)")
        #expect(held.output.hasSuffix("keepreel: 11 checked, 11 missing, 11 held\n"), "\(held.output)")
        #expect(held.errors.contains("11 of 11 archived videos are missing or wrong"), "\(held.errors)")
        #expect(held.errors.contains("storage.url") && held.errors.contains("name the tasks"))
        #expect(try await keepreel.entries().allSatisfy { $0["state"] as? String == "archived" })
        let report = try Self.json(try await keepreel("verify", "--repair", "--format", "json").output)
        #expect((report["error"] as? String)?.hasPrefix("11 of 11") == true)
        let named = try await keepreel(["verify", "--repair"] + tasks.map(\.id))
        #expect(named.status == 0, "\(named.output)\(named.errors)")
        #expect(named.output.hasSuffix("keepreel: 11 checked, 11 missing, 11 repaired\n"), "\(named.output)")
        #expect(try await keepreel("verify").status == 0)
        try await world.stop()
    }

    @Test("what is archived in another bucket is not counted as checked")
    func otherBucket() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 50_000))
        try await world.add([task])
        #expect(try await world.keepreel("run").status == 0)
        var elsewhere = world.keepreel
        elsewhere.environment["KEEPREEL_STORAGE_URL"] = "s3://other"
        let result = try await elsewhere("verify", "--repair")
        #expect(result.status == 78)
        #expect(result.output == "keepreel: 0 checked, 1 unchecked\n", "\(result.output)")
        try await world.stop()
    }

    @Test(
        "a wrong object of ours stays until the upload replaces it, also where nothing is to be replaced",
        arguments: [true, false])
    func keptUntilReplaced(overwrites: Bool) async throws {
        let world = try await World()
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_STORAGE_OVERWRITE"] = overwrites ? "true" : "false"
        let task = try world.studio.addFinished(video: .generated(bytes: 60_000))
        try await world.add([task])
        #expect(try await keepreel("run").status == 0)
        let key = try await Self.key(task.id, keepreel)
        let story = ["x-amz-meta-task-id: \(task.id)", "x-amz-meta-index: 0", "x-amz-meta-upload-token: t"]
        _ = try await world.storage.request("PUT", "videos/\(key)", headers: story, body: Array("cut".utf8))

        var cut = keepreel
        cut.environment["KEEPREEL_STUDIO_ENDPOINT"] = "http://127.0.0.1:\(try FreePort.take())/api/v1"
        let later = try await cut("verify", "--repair")
        #expect(later.status == 69)
        #expect(later.output.contains("keepreel run goes on with it: Model Studio c"), "\(later.output)")
        #expect(try await world.storage.object(key, in: "videos") == Array("cut".utf8))
        // Until then nothing is in order, and nobody takes the wrong object for the right one.
        let between = try await keepreel("verify")
        #expect(between.status == 75)
        #expect(between.output == "keepreel: 0 checked, 1 to be archived again by keepreel run\n", "\(between.output)")
        let recovered = try await keepreel("recover")
        #expect(recovered.errors.contains("its bytes are not those that were archived as task \(task.id)"))
        #expect(recovered.output.contains("1 doubtful"), "\(recovered.output)")

        let run = try await keepreel("run")
        #expect(run.status == 0 && run.output.contains("1 archived"), "\(run.output)\(run.errors)")
        #expect(try await world.storage.object(key, in: "videos") == VideoBody.generated(bytes: 60_000).allBytes())
        #expect(try await keepreel("verify", "--deep").output.contains("1 checked"))
        try await world.stop()
    }

    @Test("what was given up is believed by recover only where its bytes are right, and told by one command alone")
    func recovered() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let bytes = try VideoBody.generated(bytes: 60_000).allBytes()
        let task = try world.studio.addFinished(video: .generated(bytes: 60_000))
        try await world.add([task])
        #expect(try await keepreel("run").status == 0)
        let key = try await Self.key(task.id, keepreel)
        let crc64 = try #require(try await Self.entry(task.id, keepreel)["crc64"] as? String)
        let story = [
            "x-amz-meta-task-id: \(task.id)", "x-amz-meta-index: 0", "x-amz-meta-upload-token: t",
            "x-amz-meta-crc64: \(crc64)", "Content-Type: video/mp4",
        ]
        func put(_ body: [UInt8]) async throws {
            _ = try await world.storage.request("PUT", "videos/\(key)", headers: story, body: body)
        }
        var flipped = bytes
        flipped[flipped.count - 1] ^= 1
        try await put(flipped)
        try await Self.age(keepreel, days: 3)
        let lost = try await keepreel("verify", "--repair")
        #expect(lost.status == 65 && lost.output.contains("LOST"), "\(lost.output)\(lost.errors)")
        // It was told.
        let run = try await keepreel("run")
        #expect(run.status == 0 && !run.output.contains("LOST"), "\(run.output)\(run.errors)")
        let refused = try await keepreel("recover")
        #expect(refused.output.contains("1 doubtful"), "\(refused.output)")
        #expect(try await keepreel("link", task.id).status == 65)
        try await put(bytes)
        let dry = try await keepreel("recover", "--dry-run")
        #expect(dry.output.contains("1 to adopt"), "\(dry.output)")
        #expect(try await keepreel("recover").output.contains("1 adopted"))
        #expect(try await keepreel("link", task.id).status == 0)
        #expect(try await keepreel("verify", "--deep").status == 0)
        try await world.stop()
    }

    @Test("a bucket that does not exist makes no losses, however few videos there are")
    func noBucket() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 50_000))
        try await world.add([task])
        #expect(try await world.keepreel("run").status == 0)
        let other = try await SeaweedFS.start(buckets: ["another"], anonymousRead: true)
        var elsewhere = world.keepreel
        elsewhere.environment["KEEPREEL_STORAGE_ENDPOINT"] = other.endpoint
        for arguments in [["verify", "--repair"], ["verify", "--repair", task.id], ["verify"]] {
            let result = try await elsewhere(arguments)
            #expect(result.status == 78, "\(result.output)\(result.errors)")
            #expect(result.errors.contains("the bucket of storage.url does not exist"), "\(result.errors)")
        }
        #expect(try await Self.entry(task.id, world.keepreel)["state"] as? String == "archived")
        try await other.stop()
        try await world.stop()
    }

    @Test("a check that is stopped says so: not in order, not complete, and with the status it ends with")
    func stopped() async throws {
        let (place, server) = try await Self.archived([20_000, 30_000, 40_000, 50_000], at: .aws)
        var keepreel = place.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_CONCURRENCY"] = "1"
        try await server.control.add(.error(403, "AccessDenied").on("ListObjectsV2", times: 9))
        try await server.control.add(.stall.on("HeadObject", times: 9, skip: 2))
        let text = try await keepreel("verify", "--max-time", "1s")
        #expect(text.status == 75)
        #expect(
            text.output == "keepreel: 2 checked, none wrong so far, stopped before the end\n",
            "\(text.output)\(text.errors)")
        let result = try await keepreel("verify", "--max-time", "1s", "--format", "json")
        let report = try Self.json(result.output)
        #expect(report["complete"] as? Bool == false && report["status"] as? Int == 75, "\(result.output)")
        try await place.stop()
    }

    @Test("a storage that answers nothing any more ends the check instead of being asked for every object")
    func silent() async throws {
        let (place, server) = try await Self.archived((0..<30).map { 20_000 + $0 }, at: .aws)
        try await server.control.add(.error(403, "AccessDenied").on("ListObjectsV2", times: 9))
        try await server.control.add(.error(500, "InternalError").on("HeadObject", times: 9999))
        let result = try await place.keepreel("verify")
        #expect(result.status == 69, "\(result.output)\(result.errors)")
        #expect(result.errors.contains("failed to answer for 20 objects in a row"), "\(result.errors)")
        #expect(result.output.contains("20 checked, 20 unreadable, ended early"), "\(result.output)")
        try await place.stop()
    }

    @Test("objects that the storage will not give out are told one by one, however many there are")
    func frozen() async throws {
        let (place, server) = try await Self.archived((0..<25).map { 20_000 + $0 }, at: .aws)
        try await server.control.add(.error(403, "InvalidObjectState").on("GetObject", times: 999))
        let result = try await place.keepreel("verify", "--deep")
        #expect(result.status == 75, "\(result.output)\(result.errors)")
        #expect(result.output.hasSuffix("keepreel: 25 checked, 25 unreadable\n"), "\(result.output)")
        try await place.stop()
    }

    @Test("what is in two buckets is checked in one of them, and losses there are not hidden by the other")
    func twoBuckets() async throws {
        let world = try await World()
        let tasks = try (0..<2).map { try world.studio.addFinished(video: .generated(bytes: 50_000 + Int64($0))) }
        try await world.add([tasks[0]])
        #expect(try await world.keepreel("run").status == 0)
        _ = try await world.storage.request("PUT", "another")
        var moved = world.keepreel
        moved.environment["KEEPREEL_STORAGE_URL"] = "s3://another"
        try await world.add([tasks[1]])
        #expect(try await moved("run").status == 0)
        let result = try await moved("verify")
        #expect(result.status == 75, "\(result.output)\(result.errors)")
        #expect(result.output == "keepreel: 1 checked, 1 unchecked\n", "\(result.output)")
        #expect(result.errors.contains("1 video is in the bucket videos; set storage.url"), "\(result.errors)")
        _ = try await world.storage.request("DELETE", "another/\(Self.key(tasks[1].id, moved))")
        #expect(try await moved("verify").status == 65)
        try await world.stop()
    }

    @Test("where there is no manifest, verify says so and makes none")
    func noManifest() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let result = try await keepreel("verify", "--deep")
        #expect(result.errors.contains("there is no manifest at \(keepreel.manifestPath)"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: keepreel.manifestPath))
    }

    @Test("what cannot be had at the moment is left to the next run, and link says so")
    func later() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 60_000))
        try await world.add([task])
        #expect(try await world.keepreel("run").status == 0)
        let key = try await Self.key(task.id, world.keepreel)
        _ = try await world.storage.request("DELETE", "videos/\(key)")
        var cut = world.keepreel
        cut.environment["KEEPREEL_STUDIO_ENDPOINT"] = "http://127.0.0.1:\(try FreePort.take())/api/v1"
        let result = try await cut("verify", "--repair")
        #expect(result.status == 69, "\(result.output)\(result.errors)")
        #expect(result.output.contains("not repaired yet, keepreel run goes on with it"), "\(result.output)")
        let link = try await world.keepreel("link", task.id)
        #expect(link.status == 75 && link.errors.contains("is to be archived again"), "\(link.errors)")
        #expect(try await world.keepreel("run").output.contains("1 archived"))
        #expect(try await world.keepreel("verify", "--deep").status == 0)
        #expect(try await Self.key(task.id, world.keepreel) == key)
        try await world.stop()
    }

    @Test("a deep verification that is killed, or whose time is up, goes on with what was not read")
    func interrupted() async throws {
        let (place, server) = try await Self.archived([20_000, 30_000, 40_000, 50_000, 60_000], at: .aws)
        var keepreel = place.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_CONCURRENCY"] = "1"
        try await server.control.clearRequests()
        try await server.control.add(.stall.on("GetObject", times: 9, skip: 2))
        let killed = try keepreel.start("verify", "--deep")
        while try await server.control.report().requests("GetObject").count < 3, killed.isRunning { await Task.yield() }
        killed.signal(SIGKILL)
        _ = try await killed.result()

        let timed = try await keepreel("verify", "--deep", "--max-time", "1s")
        #expect(timed.status == 75, "\(timed.output)\(timed.errors)")
        #expect(timed.errors.contains("3 still to be read back"), "\(timed.errors)")
        #expect(timed.output.contains("3 left for the next verify --deep"), "\(timed.output)")

        try await server.control.clearFaults()
        try await server.control.clearRequests()
        let rest = try await keepreel("verify", "--deep")
        #expect(rest.status == 0, "\(rest.output)\(rest.errors)")
        #expect(rest.output.hasPrefix("keepreel: 3 checked ("), "\(rest.output)")
        #expect(Set(try await server.control.report().requests("GetObject").map(\.key)).count == 3)
        let next = try await keepreel("verify", "--deep")
        #expect(next.output.hasPrefix("keepreel: 5 checked ("), "\(next.output)")
        try await place.stop()
    }

    @Test("without the right to list, each object is asked for, and it is said once")
    func noList() async throws {
        let (place, server) = try await Self.archived([20_000, 30_000, 40_000, 50_000, 60_000], at: .oss)
        try await server.control.clearRequests()
        let listed = try await place.keepreel("verify")
        #expect(listed.status == 0 && listed.errors.isEmpty, "\(listed.errors)")
        let report = try await server.control.report()
        #expect(report.requests("ListObjectsV2").count == 1 && report.requests("HeadObject").isEmpty)
        try await server.control.add(.error(403, "AccessDenied").on("ListObjectsV2", times: 99))
        let result = try await place.keepreel("verify")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output == "keepreel: 5 checked, all in order\n")
        #expect(result.errors.split(separator: "\n").count { $0.contains("is not listed") } == 1, "\(result.errors)")
        #expect(try await server.control.report().requests("HeadObject").count == 5)
        try await place.stop()
    }
}
