import Failures
import Testing

@testable import ObjectStorage

private let mebibyte: Int64 = 1 << 20
private let gibibyte: Int64 = 1 << 30
private let tebibyte: Int64 = 1 << 40

@Suite("the plan of parts")
struct PartPlanTests {
    struct Case: Sendable {
        var size: Int64
        var wish: Int64 = 16 * mebibyte
        var rules = PartRules.aws
        var partSize: Int64
        var count: Int
    }

    private static let ordinary = [
        Case(size: 0, partSize: 16 * mebibyte, count: 1), Case(size: 1, partSize: 16 * mebibyte, count: 1),
        Case(size: 16 * mebibyte, partSize: 16 * mebibyte, count: 1),
        Case(size: 16 * mebibyte + 1, partSize: 16 * mebibyte, count: 2),
        Case(size: 32 * mebibyte - 1, partSize: 16 * mebibyte, count: 2),
        Case(size: 32 * mebibyte, partSize: 16 * mebibyte, count: 2),
        Case(size: 32 * mebibyte + 1, partSize: 16 * mebibyte, count: 3),
        Case(size: 2_000_000_000, partSize: 16 * mebibyte, count: 120),
        // A wish that is no whole number of MiB is kept as long as it serves.
        Case(size: 40_000_000, wish: 7_654_321, partSize: 7_654_321, count: 6),
    ]

    private static let bounded = [
        Case(size: 20 * mebibyte, wish: 1, partSize: 5 * mebibyte, count: 4),
        Case(size: 20 * mebibyte, wish: 5 * mebibyte - 1, partSize: 5 * mebibyte, count: 4),
        Case(size: 1 << 20, wish: 1, rules: .oss, partSize: 100 << 10, count: 11),
        Case(size: 11 * gibibyte, wish: 8 * gibibyte, partSize: 5 * gibibyte, count: 3),
        Case(size: 11 * gibibyte, wish: .max, rules: .r2, partSize: gibibyte * 4995 / 1000, count: 3),
    ]

    private static let grown = [
        Case(size: 160_000 * mebibyte - 1, partSize: 16 * mebibyte, count: 10_000),
        Case(size: 160_000 * mebibyte, partSize: 16 * mebibyte, count: 10_000),
        Case(size: 160_000 * mebibyte + 1, partSize: 17 * mebibyte, count: 9412),
        Case(size: 170_000 * mebibyte, partSize: 17 * mebibyte, count: 10_000),
        Case(size: 170_000 * mebibyte + 1, partSize: 18 * mebibyte, count: 9445),
        Case(size: 50_000 * mebibyte + 1, wish: 5 * mebibyte, partSize: 6 * mebibyte, count: 8334),
        Case(size: 5 * tebibyte, partSize: 525 * mebibyte, count: 9987),
        Case(size: 5 * tebibyte, rules: .standard, partSize: 525 * mebibyte, count: 9987),
        Case(size: 50_000 * gibibyte - 1, partSize: 5 * gibibyte, count: 10_000),
        Case(size: 50_000 * gibibyte, partSize: 5 * gibibyte, count: 10_000),
        Case(size: 50_000 * gibibyte, rules: .oss, partSize: 5 * gibibyte, count: 10_000),
        Case(size: 1_000_000_000, wish: 1, rules: .oss, partSize: 100 << 10, count: 9766),
        Case(size: 1_024_000_001, wish: 1, rules: .oss, partSize: mebibyte, count: 977),
        Case(size: tebibyte * 4995 / 1000, rules: .r2, partSize: 524 * mebibyte, count: 9996),
    ]

    @Test(
        "takes the wish within the provider's bounds, and more where there would be too many parts",
        arguments: ordinary + bounded + grown)
    func plan(expected: Case) throws {
        let plan = try PartPlan(size: expected.size, partSize: expected.wish, rules: expected.rules)
        #expect(plan.size == expected.size)
        #expect(plan.partSize == expected.partSize)
        #expect(plan.count == expected.count)
        #expect(plan.count <= Int(expected.rules.count))
        #expect(plan.partSize <= expected.rules.maximum)
        #expect(plan.partSize >= expected.rules.minimum)
        var next: Int64 = 0
        for number in 1...plan.count {
            let range = plan.range(of: number)
            #expect(range.lowerBound == next)
            #expect(number == plan.count || range.count == Int(plan.partSize))
            next = range.upperBound
        }
        #expect(next == expected.size)
        #expect(expected.size == 0 || !plan.range(of: plan.count).isEmpty)
    }

    @Test(
        "refuses what the provider does not store",
        arguments: [
            (50_000 * gibibyte + 1, PartRules.aws), (Int64.max, .aws), (50_000 * gibibyte + 1, .oss),
            (5 * tebibyte + 1, .standard), (5 * tebibyte + 1, .oneGoes5TiB), (tebibyte * 4995 / 1000 + 1, .r2),
            (10_000_000_000_001, .b2),
        ])
    func tooLarge(size: Int64, rules: PartRules) throws {
        let failure = try #require(throws: Failure.self) {
            try PartPlan(size: size, partSize: 16 * mebibyte, rules: rules)
        }
        #expect(failure.code == "storage.too-large")
        #expect(failure.disposition == .giveUp)
        #expect(failure.message.contains(String(size)))
        #expect(failure.remedy != nil)
    }

    @Test("the largest object of every provider has a plan", arguments: ProviderProfile.table)
    func largest(profile: ProviderProfile) throws {
        let rules = profile.parts
        let plan = try PartPlan(size: rules.objectMaximum, partSize: 1, rules: rules)
        #expect(plan.partSize <= rules.maximum)
        #expect(plan.count <= Int(rules.count))
    }
}
