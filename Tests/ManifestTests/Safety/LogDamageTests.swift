import Failures
import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("Damaged logs")
struct LogDamageTests {
    let fixture: ManifestFixture
    let database: Data
    let log: Data

    private static let (headerLength, frameLength) = (32, 24 + 4096)

    init() throws {
        fixture = try ManifestFixture()
        let manifest = try fixture.open()
        for number in 0..<6 {
            _ = try manifest.add([NewTask(taskID: "task \(number)")], origin: .added, now: time())
        }
        database = try fixture.bytes()
        log = try fixture.bytes("-wal")
    }

    /// Numbers of the frames that end a transaction.
    private var commits: [Int] {
        (0..<(log.count - Self.headerLength) / Self.frameLength).filter { number in
            let offset = Self.headerLength + number * Self.frameLength
            return log[offset + 4..<offset + 8].contains { $0 != 0 }
        }
    }

    private func open(_ log: Data) throws -> Result<Int, Failure> {
        let path = try fixture.place(database, log: log)
        defer { fixture.remove(path) }
        return Result { () throws(Failure) in try Manifest.open(path: path).counts().total }
    }

    private func expectRefusal(_ result: Result<Int, Failure>, _ name: String) {
        guard case .failure(let failure) = result else {
            Issue.record("\(name) was accepted")
            return
        }
        #expect(failure.code == "manifest.corrupt" && failure.message.contains("-wal"), "\(name)")
        #expect(failure.remedy?.contains("keepreel recover") == true, "\(name)")
        #expect(failure.exitStatus == .configuration, "\(name)")
    }

    @Test("a sound log is taken, whole or cut off")
    func sound() throws {
        #expect(try open(log).get() == 6)
        #expect(try open(log.dropLast(1)).get() == 5)
        #expect(try open(Data()).get() == 0)
        #expect(try open(log.prefix(31)).get() == 0)
    }

    @Test("a header that is rubbish before frames is damage; alone it is a log that was about to begin")
    func header() throws {
        for position in 0..<32 {
            var bytes = log
            bytes[position] ^= 0x10
            expectRefusal(try open(bytes), "byte \(position)")
            #expect(try open(bytes.prefix(32)).get() == 0)
        }
        expectRefusal(try open(Data(repeating: 0, count: log.count)), "zeros")
    }

    @Test("a frame that transactions follow is damage; in the last transaction it is a power loss within it")
    func frames() throws {
        let commits = commits
        #expect(commits.count == 6)
        let lastTransaction = commits[4] + 1
        for number in 0...commits[5] {
            for place in [0, 9, 17, 24, 4000] {
                var bytes = log
                bytes[Self.headerLength + number * Self.frameLength + place] ^= 0x01
                // Without its own word, the commit behind an unsound frame may be its transaction's own.
                if number <= commits[3] {
                    expectRefusal(try open(bytes), "frame \(number), byte \(place)")
                } else if number >= lastTransaction {
                    #expect(try open(bytes).get() == 5, "frame \(number), byte \(place)")
                }
            }
        }
    }

    @Test("frames of an earlier log that stand behind a new one are no damage")
    func restarted() throws {
        let manifest = try fixture.open()
        for number in 0..<6 {
            _ = try manifest.add([NewTask(taskID: "more \(number)")], origin: .added, now: time())
        }
        try manifest.writeWithoutTransaction { _ = try $0.checkpoint(.full) }
        let length = try fixture.bytes("-wal").count
        _ = try manifest.add([NewTask(taskID: "later")], origin: .added, now: time())
        #expect(try fixture.bytes("-wal").count == length)
        let path = try fixture.pathAfterKill()
        #expect(try Manifest.open(path: path).counts().total == 13)
    }

    @Test("a log without its database is not mixed into a new one", arguments: [false, true])
    func alone(forReading: Bool) throws {
        let path = try fixture.place(database, log: log)
        try FileManager.default.removeItem(atPath: path)
        let failure = #expect(throws: Failure.self) {
            _ = try forReading ? Manifest.openForReading(path: path) : Manifest.open(path: path)
        }
        #expect(failure?.code == "manifest.corrupt" && failure?.remedy?.contains("keepreel recover") == true)
        #expect(failure?.exitStatus == .configuration)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.contents(atPath: path + "-wal") == log)
        // Once all of it is out of the way, a new one begins.
        try FileManager.default.removeItem(atPath: path + "-wal")
        #expect(try Manifest.open(path: path).counts().total == 0)
    }

    @Test("processes that open it while another writes never take its log for damaged")
    func beside() async throws {
        let path = fixture.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let writer = try Manifest.open(path: path)
                for number in 0..<300 {
                    _ = try writer.add([NewTask(taskID: "beside \(number)")], origin: .added, now: time())
                    if number % 40 == 0 { try writer.scrub() }
                }
            }
            group.addTask {
                for _ in 0..<300 { #expect(!LogCheck.isDamaged(path + "-wal")) }
            }
            try await group.waitForAll()
        }
    }
}
