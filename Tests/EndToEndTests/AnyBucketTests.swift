import Foundation
import Simulation
import TestServers
import Testing

/// The whole job on every storage server there is, by the binary as a user calls it.
@Suite("Any bucket", .timeLimit(.minutes(4)))
struct AnyBucketTests {
    private static let sizes: [Int64] = [1, 70_000, 12_000_000].map { $0 + 5000 }

    @Test(
        "videos small and large are archived, linked, and verified byte by byte", arguments: StorageServerKind.allCases)
    func archive(kind: StorageServerKind) async throws {
        let place = try await Place(kind)
        let ids = try await place.add(Self.sizes)
        #expect(try await place.expectDone("run").contains("3 archived"))
        let entries = try await place.keepreel.entries()
        for (number, id) in ids.enumerated() {
            let entry = try #require(entries.first { $0["task_id"] as? String == id })
            let key = try #require(entry["key"] as? String)
            let expected = try VideoBody.generated(bytes: Self.sizes[number], seed: UInt64(number + 1)).allBytes()
            #expect(try await place.server.object(key, in: "videos") == expected)
            #expect(entry["crc64"] as? String == String(try place.studio.crc64(of: id)))
            let link = try await place.expectDone("link", id).trimmingCharacters(in: .newlines)
            #expect(entry["url"] as? String == link)
            if place.server.features.contains(.anonymousRead) {
                let fetched = try await fetch(link)
                #expect(fetched.status == 200 && fetched.type == "video/mp4" && fetched.body == expected, "\(link)")
            }
            let signed = try await place.expectDone("link", id, "--presign", "5m").trimmingCharacters(in: .newlines)
            #expect(try await fetch(signed).body == expected, "\(signed)")
        }
        _ = try await place.expectDone("verify")
        _ = try await place.expectDone("verify", "--deep")
        if place.server.features.isSuperset(of: [.anonymousRead, .ranges]) {
            _ = try await place.expectDone("verify", "--links")
        }
        #expect(try await place.expectDone("run").contains("0 archived"))
        try await place.stop()
    }

    @Test(
        "a manifest that is lost comes back from the bucket, and the next run has nothing to do",
        arguments: [
            StorageServerKind.oss, .seaweedfs, .moto,
        ])
    func recover(kind: StorageServerKind) async throws {
        let place = try await Place(kind)
        let ids = try await place.add(Self.sizes)
        #expect(try await place.expectDone("run").contains("3 archived"))
        let before = try await place.keepreel.entries()
        try FileManager.default.removeItem(atPath: place.keepreel.manifestPath)
        #expect(try await place.expectDone("recover", "--dry-run").contains("3 to recover"))
        #expect(try await place.keepreel.entries().isEmpty)
        #expect(try await place.expectDone("recover").contains("3 objects: 3 recovered"))
        #expect(try await place.expectDone("recover").contains("0 recovered, 3 known already"))
        for entry in try await place.keepreel.entries() {
            let known = try #require(before.first { $0["task_id"] as? String == entry["task_id"] as? String })
            for name in ["index", "state", "url", "bucket", "key", "size", "content_type", "crc64", "etag", "ended_at"]
            {
                #expect("\(entry[name] ?? "")" == "\(known[name] ?? "")", "\(name)")
            }
        }
        #expect(try await place.expectDone("run").contains("0 archived"))
        for id in ids { #expect(try await place.keepreel("link", id).status == 0) }
        _ = try await place.expectDone("verify", "--deep")
        try await place.stop()
    }

    @Test("keys of all characters are archived, linked and verified", arguments: StorageServerKind.allCases)
    func keys(kind: StorageServerKind) async throws {
        let long = (0..<5).map { _ in String(repeating: "k", count: 150) }.joined(separator: "/")
        let template = "a b+c%d~e'f\"g/视频/🎬?#/\(long)/{task_id}{-index}.{ext}"
        let place = try await Place(kind, key: template)
        let ids = try await place.add([50_000, 6_000_000])
        #expect(try await place.expectDone("run").contains("2 archived"))
        for id in ids {
            let link = try await place.expectDone("link", id).trimmingCharacters(in: .newlines)
            #expect(
                link.contains("/clips/a%20b%2Bc%25d~e%27f%22g/%E8%A7%86%E9%A2%91/%F0%9F%8E%AC%3F%23/kkk"), "\(link)")
            if place.server.features.contains(.anonymousRead) { #expect(try await fetch(link).status == 200) }
        }
        _ = try await place.expectDone("verify", "--deep")
        try await place.stop()
    }

    @Test("a storage that shows nothing to the public by itself is told of, unless links lead elsewhere")
    func noPublicAddress() async throws {
        var place = try await Place(.seaweedfs)
        place.keepreel.environment["KEEPREEL_STORAGE_PROFILE"] = "r2"
        let warned = try await place.keepreel("run")
        #expect(warned.status == 0 && warned.errors.contains("set links.baseURL"), "\(warned.errors)")
        place.keepreel.environment["KEEPREEL_LINKS_BASE_URL"] = "https://videos.example.com"
        #expect(try await place.keepreel("run").errors.isEmpty)
        try await place.stop()
    }

    @Test(
        "an object that the storage calls other bytes than were sent does not stay under its key",
        arguments: [(50_000, "PutObject"), (6_000_000, "CompleteMultipartUpload")] as [(Int64, String)])
    func wrongBytes(size: Int64, action: String) async throws {
        var place = try await Place(.oss)
        place.keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = "0"
        let control = try #require(place.server as? OSSServer).control
        let id = try #require(try await place.add([size]).first)
        try await control.add(ServerFault.wrongChecksum.on(action, times: 1))
        let run = try await place.keepreel("run")
        #expect(run.status == 75 && run.errors.contains("other bytes"), "\(run.output)\(run.errors)")
        #expect(try await control.objects(in: "videos").isEmpty)
        #expect(try await place.keepreel("link", id).status == 75)
        #expect(try await place.expectDone("run").contains("1 archived"))
        try await place.stop()
    }

    @Test("doctor finds nothing that keeps keepreel from working", arguments: StorageServerKind.allCases)
    func doctor(kind: StorageServerKind) async throws {
        let place = try await Place(kind)
        let output = try await place.expectDone("doctor")
        #expect(!output.contains("failure"), "\(output)")
        #expect(try await place.expectDone("doctor", "--format", "json").contains("\"findings\""))
        try await place.stop()
    }
}
