import Failures
import Foundation
import Manifest
import ObjectStorage
import Synchronization
import TestServers
import Testing

@testable import Publishing

@Suite("Publication", .timeLimit(.minutes(2)))
struct PublicationTests {
    private static let keys = PublishBench.keys

    @Test(
        "lines and page go beside the videos, and are stored again only where they changed",
        arguments: [StorageServerKind.aws, .garage, .oss, .seaweedfs])
    func publish(kind: StorageServerKind) async throws {
        let bench = try await PublishBench(kind)
        try bench.archive("one")
        let first = try await bench.publication().run(includesTasks: false)
        #expect(first.lines.isNew && first.page.isNew && first.taskCount == nil)
        #expect(first.lines.key == "clips/manifest/manifest.jsonl" && first.page.key == "clips/manifest/index.html")
        let lines = try #require(try await bench.text(Self.keys.lines))
        #expect(lines.hasSuffix("\n") && lines.contains("\"url\":\"https://films.example/clips/one.mp4\""))
        #expect(Int64(lines.utf8.count) == first.lines.size)
        #expect(try await bench.text(Self.keys.page)?.hasPrefix("<!doctype html>") == true)
        let stored = try #require(try await bench.bucket().head(Self.keys.page))
        #expect(stored.contentType == "text/html; charset=utf-8")

        let second = try await bench.publication(after: 60).run(includesTasks: false)
        #expect(!second.lines.isNew && !second.page.isNew)
        try bench.archive("two", after: 60)
        let third = try await bench.publication(after: 120).run(includesTasks: false)
        #expect(third.lines.isNew && third.page.isNew)
        #expect(try await bench.text(Self.keys.lines)?.split(separator: "\n").count == 2)
        #expect(try await bench.text(Self.keys.task("one")) == nil)
        try await bench.server.stop()
    }

    @Test("each task has a document, which is stored again only after a change, or where links differ")
    func tasks() async throws {
        let bench = try await PublishBench(.aws)
        for number in 1...7 { try bench.archive("task-\(number)") }
        #expect(try await bench.publication().run(includesTasks: false).taskCount == nil)
        // What the lines tell does not differ, but the tasks have never been published.
        #expect(try await bench.publication(after: 3600).run(includesTasks: true).taskCount == 7)
        let document = try #require(try await bench.text(Self.keys.task("task-3")))
        #expect(document.hasPrefix("{\"task_id\":\"task-3\",\"videos\":[{\"task_id\":\"task-3\",\"index\":0,"))
        #expect(document.contains("\"url\":\"https://films.example/clips/task-3.mp4\"") && document.hasSuffix("}]}\n"))
        #expect(try await bench.publication(after: 7200).run(includesTasks: true).taskCount == 0)
        try bench.archive("task-8", after: 7200)
        // Lines without tasks in between do not make it forgotten up to when the tasks were published.
        #expect(try await bench.publication(after: 7300).run(includesTasks: false).lines.isNew)
        #expect(try await bench.publication(after: 7400).run(includesTasks: true).taskCount == 1)
        let other = try bench.publication(after: 10_800, link: "https://other.example")
        #expect(try await other.run(includesTasks: true).taskCount == 8)
        #expect(try await bench.text(Self.keys.task("task-8"))?.contains("https://other.example/") == true)
        try await bench.server.stop()
    }

    @Test("a document that is there already is not stored again, however short the time since the last publication")
    func comparing() async throws {
        let bench = try await PublishBench(.aws)
        for number in 1...3 { try bench.archive("task-\(number)", after: 100) }
        #expect(try await bench.publication(after: 101).run(includesTasks: true).taskCount == 3)
        for pause in [102.0, 500, 701] {
            #expect(try await bench.publication(after: pause).run(includesTasks: true).taskCount == 0)
        }
        try bench.archive("task-4", after: 702)
        #expect(try await bench.publication(after: 703).run(includesTasks: true).taskCount == 1)
        #expect(try await bench.publication(after: 704).run(includesTasks: true).taskCount == 0)
        try await bench.server.stop()
    }

    @Test("settings of how objects are stored apply to all that is published")
    func settings() async throws {
        let bench = try await PublishBench(.seaweedfs)
        try bench.archive("one")
        _ = try await bench.publication().run(includesTasks: true)
        let summary = try await bench.publication(after: 3600, acl: "public-read").run(includesTasks: true)
        #expect(summary.lines.isNew && summary.page.isNew && summary.taskCount == 1)
        let again = try await bench.publication(after: 7200, acl: "public-read").run(includesTasks: true)
        #expect(!again.lines.isNew && !again.page.isNew && again.taskCount == 0)
        try await bench.server.stop()
    }

    @Test("of two manifests that publish to one place each stores its own documents, and says that it replaces lines")
    func twoManifests() async throws {
        let bench = try await PublishBench(.aws)
        let other = try Manifest.open(path: bench.scratch.file("other.sqlite"))
        try bench.archive("one")
        try bench.archive("two", in: other)
        #expect(try await bench.publication(after: 10).run(includesTasks: true).taskCount == 1)
        let warnings = Mutex<[String]>([])
        let second = try bench.publication(after: 3600, of: other) { text in
            warnings.withLock { $0.append(text) }
        }
        #expect(try await second.run(includesTasks: true).taskCount == 1)
        #expect(warnings.withLock { $0 }.count == 1)
        #expect(warnings.withLock { $0 }.first?.contains("another manifest") == true)
        for name in ["one", "two"] { #expect(try await bench.text(Self.keys.task(name)) != nil) }
        try await bench.server.stop()
    }

    @Test("an empty manifest does not take the place of a list with entries")
    func empty() async throws {
        let bench = try await PublishBench(.aws)
        let empty = try Manifest.open(path: bench.scratch.file("empty.sqlite"))
        #expect(try await bench.publication(of: empty).run(includesTasks: true).lines.isNew)
        try bench.archive("one")
        _ = try await bench.publication(warn: { _ in }).run(includesTasks: true)
        let lines = try await bench.text(Self.keys.lines)
        let publication = try bench.publication(after: 60, of: empty)
        let failure = await #expect(throws: Failure.self) { try await publication.run(includesTasks: true) }
        #expect(failure?.code == "publish.empty" && failure?.exitStatus == .configuration)
        #expect(try await bench.text(Self.keys.lines) == lines)
        try await bench.server.stop()
    }

    @Test(
        "fewer lines than before are told of, and those of another manifest",
        arguments: [
            ("a", 5, nil), ("a", 6, nil), ("a", 4, "listed 5 entries before and lists 4"), ("b", 9, "another manifest"),
        ])
    func origin(id: String, count: Int, warning: String?) throws {
        let before = LinesOrigin(manifestID: "a", entryCount: 5)
        let metadata = Dictionary(before.metadata) { first, _ in first }
        #expect(LinesOrigin(metadata) == before)
        #expect(LinesOrigin(["entries": "5"]) == nil)
        let told = LinesOrigin(manifestID: id, entryCount: count).warning(replacing: before, at: "k")
        if let warning { #expect(told?.contains(warning) == true) } else { #expect(told == nil) }
    }

    @Test(
        "an older publication does not replace a newer one, and begins anew",
        arguments: [StorageServerKind.aws, .ceph, .r2])
    func overtaken(kind: StorageServerKind) async throws {
        let bench = try await PublishBench(kind)
        try bench.archive("one")
        for name in ["two", "three"] {
            let overtaking = Overtaking(bench.http) {
                do {
                    try bench.archive(name)
                    let newer = try await bench.publication().run(includesTasks: false)
                    #expect(newer.lines.isNew)
                } catch {
                    Issue.record(error)
                }
            }
            let summary = try await bench.publication(http: overtaking).run(includesTasks: false)
            #expect(!summary.lines.isNew)
            #expect(try await bench.text(Self.keys.lines)?.contains(name) == true)
            try bench.archive("after-\(name)")
        }
        try await bench.server.stop()
    }

    @Test("a directory that cannot be written is told of, with what to do")
    func noDirectory() async throws {
        let failure = #expect(throws: Failure.self) { try Spool(in: "/nowhere") }
        #expect(failure?.code == "publish.spool" && failure?.remedy?.contains("TMPDIR") == true)
    }

    @Test(
        "what is larger than a piece goes up in parts, a piece at a time",
        arguments: [StorageServerKind.aws, .oss])
    func parts(kind: StorageServerKind) async throws {
        let bench = try await PublishBench(kind)
        let bucket = try bench.bucket()
        let spool = try Spool(in: bench.scratch.path)
        // The least a part may have, and a second, smaller one.
        let pieceSize = kind == .oss ? 100 << 10 : 5 << 20
        let pieces = [[UInt8](repeating: 1, count: pieceSize), [UInt8](repeating: 2, count: 1000)]
        for piece in pieces { try spool.append(piece) }
        let bytes = Array(pieces.joined())
        let upload = BoundedUpload(bucket: bucket, pieceSize: Int64(pieceSize))
        var object = ObjectUpload(key: Self.keys.lines, contentType: "application/x-ndjson")
        object.overwrites = false
        object.metadata = [(ObjectUpload.tokenName, "first"), ("crc64", String(spool.crc64))]
        try await upload.store(spool, as: object)
        #expect(try await bench.server.object(Self.keys.lines, in: "videos") == bytes)
        let stored = try #require(try await bucket.head(Self.keys.lines))
        #expect(stored.crc64 == spool.crc64 && stored.size == spool.size)
        object.metadata = [(ObjectUpload.tokenName, "second")]
        let late = await #expect(throws: Failure.self) { try await upload.store(spool, as: object) }
        #expect(late?.saysObjectDiffers == true)
        #expect(try await bucket.uploads(prefix: "clips", page: nil).uploads.isEmpty)
        try await bench.server.stop()
    }
}
