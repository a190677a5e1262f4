import Testing

@testable import Diagnosis
@testable import ObjectStorage

@Suite("what a bucket removes by itself")
struct LifecycleFindingsTests {
    struct Case: Sendable {
        var what: String
        var rules: [LifecycleRule]
        var prefix = "clips"
        var profile = "aws"
        /// Rules that are warned of.
        var warnings = 0
        var uploads = FindingLevel.note
    }

    private static func rule(
        prefix: String = "", days: Int? = nil, abort: Int? = nil, isEnabled: Bool = true, isSelective: Bool = false,
        expires: Bool? = nil
    ) -> LifecycleRule {
        LifecycleRule(
            id: "rule", prefix: prefix, isEnabled: isEnabled, isSelective: isSelective,
            expiresObjects: expires ?? (days != nil), expirationDays: days, abortDays: abort)
    }

    private static let cases = [
        Case(what: "no rules", rules: []),
        Case(what: "no rules at R2", rules: [], profile: "r2", uploads: .ok),
        Case(what: "the whole bucket expires", rules: [rule(days: 30)], warnings: 1),
        Case(what: "the prefix expires", rules: [rule(prefix: "clips/", days: 30)], warnings: 1),
        Case(what: "what begins like the prefix expires", rules: [rule(prefix: "cl", days: 30)], warnings: 1),
        Case(what: "a part of the prefix expires", rules: [rule(prefix: "clips/2026/", days: 30)], warnings: 1),
        Case(what: "on a date", rules: [rule(expires: true)], warnings: 1),
        Case(what: "some objects by tag", rules: [rule(days: 1, isSelective: true)], warnings: 1),
        Case(what: "another prefix", rules: [rule(prefix: "clips-old/", days: 1), rule(prefix: "logs", days: 1)]),
        Case(what: "a rule that is off", rules: [rule(days: 1, abort: 1, isEnabled: false)]),
        Case(what: "everything under no prefix", rules: [rule(prefix: "logs/", days: 1)], prefix: "", warnings: 1),
        Case(what: "uploads of the bucket", rules: [rule(abort: 7)], uploads: .ok),
        Case(what: "uploads of the prefix", rules: [rule(prefix: "clips/", abort: 7)], uploads: .ok),
        Case(what: "uploads of a part only", rules: [rule(prefix: "clips/2026/", abort: 7)]),
        Case(what: "uploads of another prefix", rules: [rule(prefix: "logs/", abort: 7)]),
        Case(what: "both, in two rules", rules: [rule(days: 9), rule(days: 8, abort: 3)], warnings: 2, uploads: .ok),
    ]

    @Test("each set of rules has its meaning", arguments: cases)
    func rules(expected: Case) throws {
        let profile = try #require(ProviderProfile.named(expected.profile))
        let findings = LifecycleFindings(prefix: expected.prefix, profile: profile).of(expected.rules)
        let expiry = findings.filter { $0.id == "lifecycle.expiry" }
        #expect(expiry.count { $0.level == .warning } == expected.warnings, "\(expected.what)")
        #expect(expiry.contains { $0.level == .ok } == (expected.warnings == 0), "\(expected.what)")
        #expect(findings.first { $0.id == "lifecycle.uploads" }?.level == expected.uploads, "\(expected.what)")
    }

    @Test("a warning names the rule, its reach and its days")
    func text() throws {
        let profile = try #require(ProviderProfile.named("aws"))
        let finding = LifecycleFindings(prefix: "clips", profile: profile).of([Self.rule(prefix: "cl", days: 30)])[0]
        #expect(
            finding.found
                == "the lifecycle rule 'rule' deletes all objects under cl 30 days after they are stored, and their links "
                + "die with them")
    }
}
