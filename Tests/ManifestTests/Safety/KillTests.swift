import Failures
import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("Killed at any moment", .timeLimit(.minutes(5)))
struct KillTests {
    /// Goes on from a moment to the end, and looks whether it is the right one.
    private static func finish(_ moment: RecordedRun.Moment, in fixture: ManifestFixture, _ name: String) throws {
        let path = try fixture.place(moment.database, log: moment.log)
        defer { fixture.remove(path) }
        let manifest = try Manifest.open(path: path)
        #expect(try manifest.complaints().isEmpty, "\(name)")
        let run = WholeRun(manifest, moment.outside)
        try run.run()
        let states = Dictionary(
            uniqueKeysWithValues: try manifest.keys().map { ("\($0)", try manifest.video($0)?.state) })
        #expect(
            states == [
                "two": .archived, "two#1": .archived, "submitted": .archived, "found": .archived,
                "forgotten": .archived, "hopeless": .lost, "gone": .lost, "failed": VideoState.none,
            ], "\(name)")
        let outside = run.outside
        #expect(outside.accepted == ["submission": "submitted"], "\(name)")
        #expect(Set(outside.objects.keys) == ["two.mp4", "two#1.mp4", "submitted.mp4"], "\(name)")
        // A part that was sent and not recorded is sent once more; no other is.
        let again = outside.uploads.values.flatMap(\.values).filter { $0 > 1 }
        #expect(again.count <= 1 && again.allSatisfy { $0 == 2 }, "\(name)")
        #expect(try manifest.uploads(in: "b", limit: 9).isEmpty, "\(name)")
        #expect(try manifest.unreportedLosses(limit: 9).isEmpty, "\(name)")
        #expect(try manifest.unreportedFailures(limit: 9).isEmpty, "\(name)")
        try manifest.close()
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        #expect(!text.contains("https://s/"), "\(name)")
    }

    @Test("between any two statements of a run, the next one goes on to the right end")
    func statements() throws {
        let fixture = try ManifestFixture()
        let recorded = try RecordedRun(fixture) { try $0.scrub() }
        #expect(recorded.statementCount > 150)
        #expect(recorded.moments.count > 40)
        for (number, moment) in recorded.moments.enumerated() {
            try Self.finish(moment, in: fixture, "moment \(number) of \(recorded.moments.count)")
        }
    }

    /// Header and frames of a write-ahead log (https://www.sqlite.org/fileformat2.html#walformat).
    private static let (headerLength, frameLength) = (32, 24 + 4096)

    @Test("within the writing of any frame of the log, what was committed before is there, and nothing else")
    func frames() throws {
        let fixture = try ManifestFixture()
        let recorded = try RecordedRun(fixture)
        let last = try #require(recorded.moments.last)
        #expect(recorded.moments.allSatisfy { $0.database == last.database }, "a checkpoint came between")
        let frameCount = (last.log.count - Self.headerLength) / Self.frameLength
        #expect(frameCount > 100)
        var committed: [Int: [String]] = [:]
        for moment in recorded.moments {
            let path = try fixture.place(moment.database, log: moment.log)
            committed[moment.log.count] = try Manifest.open(path: path).dump()
            fixture.remove(path)
        }
        for number in 0...frameCount {
            let boundary = number == 0 ? 0 : Self.headerLength + number * Self.frameLength
            for cut in [boundary, boundary + 11, boundary + 2000] where cut <= last.log.count {
                let path = try fixture.place(last.database, log: last.log.prefix(cut))
                let manifest = try Manifest.open(path: path)
                let before = committed.keys.filter { $0 <= cut }.max() ?? 0
                #expect(try manifest.dump() == committed[before], "cut at \(cut)")
                #expect(try manifest.complaints().isEmpty, "cut at \(cut)")
                fixture.remove(path)
            }
        }
    }

    @Test("within a checkpoint, whichever of its pages were written, everything is there")
    func checkpoint() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        try WholeRun(manifest).run()
        let expected = try manifest.dump()
        let before = try fixture.bytes()
        let log = try fixture.bytes("-wal")
        try manifest.writeWithoutTransaction { _ = try $0.checkpoint(.full) }
        let after = try fixture.bytes()
        #expect(before != after)
        for page in 0...after.count / 4096 {
            for (first, second) in [(before, after), (after, before)] {
                let mixed = first.prefix(page * 4096) + second.dropFirst(page * 4096)
                let path = try fixture.place(mixed, log: log)
                #expect(try Manifest.open(path: path).dump() == expected, "page \(page)")
                fixture.remove(path)
            }
        }
    }

    @Test("between any two statements of the schema's steps, the next keepreel takes the rest")
    func migration() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.openAfter(steps: 1)
        let path = fixture.path
        var moments: [RecordedRun.Moment] = []
        try manifest.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            db.trace(options: .statement) { _ in
                moments.append(
                    RecordedRun.Moment(
                        database: FileManager.default.contents(atPath: path) ?? Data(),
                        log: FileManager.default.contents(atPath: path + "-wal") ?? Data(), outside: Outside()))
            }
            try db.inTransaction {
                try Schema.current.migrate(db)
                return .commit
            }
            db.trace(options: [])
        }
        #expect(moments.count > 20)
        for moment in Set(moments) { try Self.finish(moment, in: fixture, "migration") }
    }
}
