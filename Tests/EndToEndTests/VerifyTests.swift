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
        #expect(result.output.hasSuffix("keepreel: 0 checked, 1 unchecked\n"), "\(result.output)")
        try await world.stop()
    }

    @Test("what cannot be had at the moment is left to the next run with 75, and link says so")
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
        let place = try await Place(.aws)
        var keepreel = place.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_CONCURRENCY"] = "1"
        let server = try #require(place.server as? any ControlledServer)
        _ = try await place.add([20_000, 30_000, 40_000, 50_000, 60_000])
        _ = try await place.expectDone("run")
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
        let place = try await Place(.oss)
        let server = try #require(place.server as? any ControlledServer)
        _ = try await place.add([20_000, 30_000, 40_000, 50_000, 60_000])
        _ = try await place.expectDone("run")
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
