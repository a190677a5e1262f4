import Failures
import FoundationEssentials
import GRDB
import SeededRandom
import Testing

@testable import Manifest

@Suite("Damaged files are refused, and left as they are", .timeLimit(.minutes(3)))
struct DamageTests {
    let fixture: ManifestFixture
    let whole: Data

    init() throws {
        fixture = try ManifestFixture()
        let manifest = try fixture.open()
        try WholeRun(manifest).run()
        _ = try manifest.add((0..<200).map { NewTask(taskID: "task \($0)") }, origin: .added, now: time())
        try manifest.close()
        whole = try fixture.bytes()
    }

    /// The failure of opening these bytes and reading all there is, as a command would; `nil` if they are accepted.
    private func failure(_ database: Data, log: Data = Data()) throws -> Failure? {
        let path = try fixture.place(database, log: log)
        defer { fixture.remove(path) }
        do {
            let manifest = try Manifest.open(path: path)
            try manifest.forEachEntry { _, _ in }
            _ = try manifest.counts()
            _ = try manifest.videosToArchive()
            _ = try manifest.tasksToQuery(limit: 1000)
            _ = try manifest.coverage(since: time(), atRiskBefore: time())
            return nil
        } catch let failure as Failure {
            #expect(FileManager.default.contents(atPath: path)?.count == database.count)
            return failure
        }
    }

    private func expectRefusal(_ failure: Failure?, _ name: String) {
        #expect(failure?.code == "manifest.corrupt", "\(name)")
        #expect(failure?.exitStatus == .configuration, "\(name)")
        #expect(failure?.remedy?.contains("keepreel recover") == true, "\(name)")
    }

    @Test("a file that was cut off, anywhere")
    func truncated() throws {
        for length in [0, 1, 15, 16, 50, 99, 100, 512, 2000, 4095, 4096, 4097, 8192] {
            expectRefusal(try failure(whole.prefix(length)), "\(length)")
        }
        for missing in [1, 512, 4095, 4096, 5000] {
            expectRefusal(try failure(whole.dropLast(missing)), "\(missing) missing")
        }
    }

    @Test("a file that was cut off between two pages, whichever")
    func truncatedByPages() throws {
        let pages = whole.count / 4096
        #expect(pages > 20 && whole.count % 4096 == 0)
        for count in 1..<pages { expectRefusal(try failure(whole.prefix(count * 4096)), "\(count) of \(pages) pages") }
        #expect(try failure(whole) == nil)
    }

    @Test("a header with a wrong byte is refused as damaged, unless the byte means nothing")
    func header() throws {
        var accepted: [Int] = []
        for position in 0..<100 {
            for value in [0x00, 0xFF] as [UInt8] where whole[position] != value {
                var bytes = whole
                bytes[position] = value
                guard let failure = try failure(bytes) else {
                    accepted.append(position)
                    continue
                }
                expectRefusal(failure, "byte \(position) is \(value)")
            }
        }
        // The marks of the file and of its kind.
        #expect(Set(accepted).isDisjoint(with: Array(0..<18) + Array(68..<72)), "\(accepted)")
    }

    @Test("a page of rubbish is met as damage, wherever it is", arguments: [0x00, 0xA5, 0xFF] as [UInt8])
    func pages(filling: UInt8) throws {
        var refused = 0
        for page in 0..<whole.count / 4096 {
            var bytes = whole
            bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: filling, count: 4096))
            guard let failure = try failure(bytes) else { continue }
            refused += 1
            expectRefusal(failure, "page \(page)")
        }
        #expect(refused > 5)
    }

    @Test("no bytes make it crash, or end in anything but a refusal", arguments: [1, 2, 3])
    func bytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<100 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let failure = try failure(bytes) else { continue }
            expectRefusal(failure, "case \(number): \(failure.code), \(failure.message)")
        }
    }

    @Test("a schema that lost its tables is no new manifest")
    func emptied() throws {
        let manifest = try fixture.open()
        try manifest.write { try $0.execute(sql: "DELETE FROM schema_step") }
        try manifest.close()
        expectRefusal(try failure(fixture.bytes()), "no steps")
        let other = try ManifestFixture()
        let gap = try other.open()
        try gap.write { try $0.execute(sql: "DELETE FROM schema_step WHERE name LIKE '2%'") }
        try gap.close()
        expectRefusal(try failure(other.bytes()), "a gap")
    }
}
