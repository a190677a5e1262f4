import Failures
import FoundationEssentials
import Glibc
import Settings
import Testing

@Suite("Reading files")
struct TextFileTests: ~Copyable {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ bytes: [UInt8], mode: mode_t = 0o600) throws -> String {
        let path = folder + "/file"
        try Data(bytes).write(to: URL(filePath: path))
        try #require(chmod(path, mode) == 0)
        return path
    }

    @Test(
        "a file is read whole, with who may read it",
        arguments: [(0o600, false), (0o640, false), (0o644, true), (0o604, true)])
    func reads(mode: mode_t, isReadableByOthers: Bool) throws {
        let file = try #require(try TextFile.read(try write(Array("héllo\n".utf8), mode: mode)))
        #expect(file.text == "héllo\n")
        #expect(file.isReadableByOthers == isReadableByOthers)
    }

    @Test("a file that is not there is none")
    func missing() throws {
        #expect(try TextFile.read(folder + "/none") == nil)
        let file = try write([])
        #expect(try TextFile.read(file + "/below") == nil)
    }

    @Test("a folder, a file too large and one that is no text are refused")
    func refuses() throws {
        let folder = folder
        #expect(#expect(throws: Failure.self) { try TextFile.read(folder) }?.message == "is a folder")
        let binary = try write([0xFF, 0xFE])
        #expect(#expect(throws: Failure.self) { try TextFile.read(binary) }?.message == "is not UTF-8 text")
        let largest = try write([UInt8](repeating: 0x20, count: TextFile.largest))
        #expect(try TextFile.read(largest)?.text.utf8.count == TextFile.largest)
        let large = try write([UInt8](repeating: 0x20, count: TextFile.largest + 1))
        #expect(#expect(throws: Failure.self) { try TextFile.read(large) }?.message == "is above 1 MiB")
    }

    @Test("the process's own sources read real files and variables")
    func process() throws {
        let path = try write(Array("transfer: {retries: 7}".utf8))
        let sources = SettingsSources.process()
        #expect(sources.currentDirectory.hasPrefix("/"))
        #expect(sources.homeDirectory.hasPrefix("/"))
        #expect(sources.environment["PATH"] != nil)
        #expect(try sources.readFile(path)?.text == "transfer: {retries: 7}")
    }
}
