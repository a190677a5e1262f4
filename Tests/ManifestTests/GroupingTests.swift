import Dispatch
import Failures
import GRDB
import Testing

@testable import Manifest

@Suite("Steps of several callers by one transaction", .timeLimit(.minutes(1)))
struct GroupingTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    private static let refusal = Failure("test.refused", "no", disposition: .giveUp)

    /// Does the steps as one group, in this order: they gather while the connection is held.
    ///
    /// - Returns: why each failed.
    private static func grouped(
        _ manifest: Manifest, _ steps: [@Sendable () throws -> Void]
    ) async -> [Failure?] {
        let (group, queue) = (manifest.group, manifest.queue)
        let hold = DispatchSemaphore(value: 0)
        queue.asyncWriteWithoutTransaction { _ in hold.wait() }
        var settled: [AsyncStream<Failure?>] = []
        for step in steps {
            let (stream, continuation) = AsyncStream<Failure?>.makeStream()
            settled.append(stream)
            let perform = { @Sendable () -> Failure? in
                do { try step() } catch { return error as? Failure ?? Self.refusal }
                return nil
            }
            let settle = { @Sendable (failure: Failure?) in
                continuation.yield(failure)
                continuation.finish()
            }
            group.add(WriteGroup.Step(perform: perform, settle: settle), to: queue, path: "m")
        }
        hold.signal()
        var failures: [Failure?] = []
        for stream in settled { for await failure in stream { failures.append(failure) } }
        return failures
    }

    @Test("each of many gets its own result, and all are there after a kill")
    func together() async throws {
        let manifest = manifest
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await manifest.grouped { () throws(Failure) in
                        try manifest.add(id: "t\(number)")
                        return number
                    }
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(numbers == Set(0..<50))
        let next = try Manifest.open(path: fixture.pathAfterKill())
        for number in 0..<50 { #expect(try next.task("t\(number)") != nil) }
    }

    @Test("a group is one transaction, whatever each of its steps begins")
    func one() async throws {
        let manifest = manifest
        let failures = await Self.grouped(
            manifest,
            [
                { try manifest.add(id: "first") },
                { () throws(Failure) in
                    // It sees what the one before wrote, of which nobody else knows yet.
                    #expect(try manifest.task("first") != nil)
                    let other = try Manifest.openForReading(path: fixture.path)
                    #expect(try other.task("first") == nil)
                },
            ])
        #expect(failures.allSatisfy { $0 == nil })
        #expect(try manifest.task("first") != nil)
    }

    @Test("one that fails leaves nothing of itself, and the others are there")
    func failing() async throws {
        let manifest = manifest
        let failures = await Self.grouped(
            manifest,
            [
                { try manifest.add(id: "first") },
                { () throws(Failure) in
                    try manifest.write { db in
                        try db.execute(sql: "DELETE FROM video")
                        throw Self.refusal
                    }
                },
                { try manifest.add(id: "last") },
            ])
        #expect(failures.map { $0?.code } == [nil, "test.refused", nil])
        #expect(try manifest.task("first") != nil)
        #expect(try manifest.task("last") != nil)
    }

    @Test("where SQLite gives up the whole transaction, those before fail with it, and those behind are done")
    func givenUp() async throws {
        let manifest = manifest
        let failures = await Self.grouped(
            manifest,
            [
                { try manifest.add(id: "first") },
                { () throws(Failure) in
                    try manifest.write { db in
                        // As SQLite does by itself when the disk is full.
                        try db.execute(sql: "ROLLBACK")
                        throw Self.refusal
                    }
                },
                { try manifest.add(id: "behind") },
                { try manifest.add(id: "last") },
            ])
        #expect(failures.map { $0?.code } == ["test.refused", "test.refused", nil, nil])
        #expect(try manifest.task("first") == nil)
        #expect(try manifest.task("behind") != nil)
        #expect(try manifest.task("last") != nil)
    }

    @Test("where another process writes for too long, all fail by that, and none is done")
    func busy() async throws {
        let impatient = try Manifest.open(path: fixture.path, access: .full, busyTimeout: 0)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: fixture.path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let failures = await Self.grouped(
            impatient,
            [
                { try impatient.add(id: "first") },
                { try impatient.add(id: "last") },
            ])
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(failures.map { $0?.code } == ["manifest.busy", "manifest.busy"])
        #expect(try impatient.task("first") == nil)
    }
}

extension Manifest {
    fileprivate func add(id: String) throws(Failure) {
        _ = try add([NewTask(taskID: id)], origin: .added, now: time())
    }
}
