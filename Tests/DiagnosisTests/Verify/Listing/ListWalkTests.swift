import Failures
import HTTPTransport
import ObjectStorage
import Testing

@testable import Diagnosis

@Suite("a bucket's list beside the archived keys")
struct ListWalkTests {
    private static func keys(_ numbers: some Sequence<Int>) -> [String] { numbers.map(ManyObjects.key) }

    /// What the list says of these keys, a thousand at a time.
    private static func look(
        _ numbers: some Sequence<Int>, in objects: ManyObjects
    ) async throws -> (listings: [Listing], walk: ListWalk) {
        let keys = keys(numbers)
        var walk = ListWalk(bucket: try objects.bucket(), prefix: "clips/")
        var listings: [Listing] = []
        while listings.count < keys.count {
            let chunk = Array(keys[listings.count...].prefix(1000))
            listings += try await walk.look(at: chunk, hasMore: listings.count + chunk.count < keys.count)
        }
        return (listings, walk)
    }

    private static func count(_ listings: [Listing]) -> (objects: Int, absent: Int, unasked: Int) {
        let objects = listings.count { if case .object = $0 { true } else { false } }
        return (objects, listings.count { $0 == .absent }, listings.count { $0 == .unasked })
    }

    @Test("where all objects are archived videos, every page is read once")
    func dense() async throws {
        let objects = ManyObjects(5000)
        let counts = Self.count(try await Self.look(0..<5000, in: objects).listings)
        #expect(counts.objects == 5000 && objects.pages == [0, 1000, 2000, 3000, 4000])
    }

    @Test("what the list does not have is absent, also behind its end")
    func absent() async throws {
        let objects = ManyObjects(3000)
        let counts = Self.count(try await Self.look(0..<4000, in: objects).listings)
        #expect(counts.objects == 3000 && counts.absent == 1000 && objects.pages.count == 3)
    }

    @Test("other people's objects are jumped over")
    func clusters() async throws {
        let objects = ManyObjects(100_000)
        let numbers = (0..<10).flatMap { $0 * 10_000 + 5000..<$0 * 10_000 + 5100 }
        let counts = Self.count(try await Self.look(numbers, in: objects).listings)
        #expect(counts.objects == 1000)
        #expect(objects.pages == (0..<10).map { $0 * 10_000 + 5000 })
    }

    @Test("few videos in a huge bucket are left to requests of their own")
    func sparse() async throws {
        let objects = ManyObjects(900_000)
        let listings = try await Self.look(stride(from: 0, to: 900_000, by: 9000), in: objects).listings
        let counts = Self.count(listings)
        #expect(counts.objects + counts.unasked == 100)
        #expect(objects.pages.count + counts.unasked < 100 + 3)
    }

    @Test("a server that begins at the front is gone through page by page, and nothing is asked for ever")
    func deaf() async throws {
        let objects = ManyObjects(20_000)
        objects.takeNoOtherMarkers()
        let numbers = (0..<2).flatMap { $0 * 10_000 + 5000..<$0 * 10_000 + 5600 }
        let counts = Self.count(try await Self.look(numbers, in: objects).listings)
        #expect(counts.objects + counts.unasked == 1200 && counts.absent == 0)
        #expect(objects.pages.count < 30)
    }

    @Test("a list that is refused at any page leaves the rest to requests, and says why", arguments: [0, 2000])
    func refused(start: Int) async throws {
        let objects = ManyObjects(5000)
        objects.inject { method, number in
            method == "GET" && number == start ? .refusal(403, "AccessDenied") : nil
        }
        let (listings, walk) = try await Self.look(0..<5000, in: objects)
        let counts = Self.count(listings)
        #expect(counts.objects == start && counts.unasked == 5000 - start)
        #expect(walk.refusal?.code == "storage.access-denied")
    }

    @Test("what any other request would meet as well ends it")
    func stopped() async throws {
        let objects = ManyObjects(5000)
        objects.inject { _, _ in .refusal(403, "SignatureDoesNotMatch") }
        await #expect(throws: Failure.self) { _ = try await Self.look(0..<5000, in: objects) }
    }
}
