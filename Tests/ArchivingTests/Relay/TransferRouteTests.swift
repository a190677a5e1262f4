import Failures
import Testing

@testable import Archiving
@testable import ObjectStorage

@Suite("How a video goes up")
struct TransferRouteTests {
    private static func whole(_ length: Int64?, ranges: Bool) -> SourceWhole {
        var whole = SourceWhole(length: length ?? 0, etag: "\"e\"", crc64: 1)
        (whole.length, whole.takesRanges) = (length, ranges)
        return whole
    }

    private static func route(
        _ length: Int64?, ranges: Bool = true, isWhole: Bool = false, rules: PartRules = .standard
    ) throws(Failure) -> TransferRoute {
        try TransferRoute(whole(length, ranges: ranges), partSize: 16 << 20, isWhole: isWhole, rules: rules)
    }

    @Test("up to one part it is one upload, with and without ranges", arguments: [0, 1, 16 << 20] as [Int64])
    func single(length: Int64) throws {
        for ranges in [false, true] { #expect(try Self.route(length, ranges: ranges) == .single) }
    }

    @Test("above it goes in parts where the source takes ranges", arguments: [(16 << 20) + 1, 5 << 40] as [Int64])
    func parts(length: Int64) throws {
        let plan = try PartPlan(size: length, partSize: 16 << 20, rules: .standard)
        #expect(try Self.route(length) == .parts(plan))
        #expect(plan.count <= 10_000)
    }

    @Test("otherwise it goes through memory, as does what has no length")
    func buffered() throws {
        #expect(try Self.route((16 << 20) + 1, ranges: false) == .buffered)
        #expect(try Self.route(nil, ranges: false) == .buffered)
    }

    @Test(
        "an answer that brings everything is one upload, and a part after the other where the storage takes none so large"
    )
    func urgent() throws {
        #expect(try Self.route(5 << 30, isWhole: true) == .single)
        #expect(try Self.route((5 << 30) + 1, isWhole: true) == .buffered)
    }

    @Test("where one part of the storage's smallest size holds it, it is one upload")
    func smallestPart() throws {
        var rules = PartRules.standard
        rules.minimum = 64 << 20
        #expect(try Self.route(20 << 20, rules: rules) == .single)
    }

    @Test("what no object of the storage can hold is given up")
    func tooLarge() {
        let failure = #expect(throws: Failure.self) { try Self.route((5 << 40) + 1) }
        #expect(failure?.disposition == .giveUp)
    }

    @Test(
        "a part in memory is of the size of the settings, but at most 64 MiB and no smaller than the storage takes",
        arguments: [
            (16 << 20, .standard, 16 << 20), (5 << 30, .standard, 64 << 20), (1 << 20, .standard, 5 << 20),
            (100 << 10, .oss, 100 << 10),
        ] as [(Int64, PartRules, Int64)])
    func bufferedPart(partSize: Int64, rules: PartRules, expected: Int64) {
        #expect(TransferRoute.bufferedPart(partSize: partSize, rules: rules) == expected)
    }
}
