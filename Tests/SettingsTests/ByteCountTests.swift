import Failures
import Settings
import Testing

@Suite("Sizes")
struct ByteCountTests {
    @Test(
        "a size is a whole number with an optional unit",
        arguments: [
            ("0", 0), ("1", 1), ("512B", 512), ("16MiB", 16_777_216), ("20MiB", 20_971_520), ("1GB", 1_000_000_000),
            ("1kB", 1000), ("1KB", 1000), ("1KiB", 1024), ("3TiB", 3 << 40), ("2TB", 2_000_000_000_000),
            ("16 MiB", 16_777_216), ("16mib", 16_777_216), ("8388607TiB", 8_388_607 << 40),
        ])
    func reads(text: String, bytes: Int) throws {
        #expect(try ByteCount(text).bytes == bytes)
    }

    @Test(
        "what is no size is refused with an example",
        arguments: ["", "MiB", "-1", "1.5GiB", "16 M iB", "16MiBs", "0x10", "1e6", "٣"])
    func refuses(text: String) {
        let failure = #expect(throws: Failure.self) { try ByteCount(text) }
        #expect(failure?.code == "config.value")
        #expect(failure?.remedy == "write a size such as 16MiB, 1GB or a plain number of bytes")
    }

    @Test(
        "an ambiguous unit is refused with the likely one", arguments: [("16M", "write 16MiB"), ("2g", "write 2GiB")])
    func refusesShortUnits(text: String, remedy: String) {
        let failure = #expect(throws: Failure.self) { try ByteCount(text) }
        #expect(failure?.remedy == remedy)
    }

    @Test("a size above what 64 bits hold is refused", arguments: ["9223372036854775808", "8388608TiB"])
    func refusesOverflow(text: String) {
        let failure = #expect(throws: Failure.self) { try ByteCount(text) }
        #expect(failure?.message == "'\(text)' is too large")
    }

    @Test(
        "a size is written in its shortest exact form",
        arguments: [
            (0, "0"), (1, "1"), (999, "999"), (1000, "1kB"), (1024, "1KiB"), (16_777_216, "16MiB"),
            (5 << 30, "5GiB"), (1_000_000_000, "1GB"), (1_500_000_001, "1500000001"),
        ])
    func writes(bytes: Int, text: String) throws {
        #expect(ByteCount(bytes: bytes).description == text)
        #expect(try ByteCount(text).bytes == bytes)
    }

    @Test("sizes are ordered by their bytes")
    func orders() throws {
        #expect(try ByteCount("1MB") < ByteCount("1MiB"))
    }
}
