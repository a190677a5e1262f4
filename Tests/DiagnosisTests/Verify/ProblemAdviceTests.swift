import FoundationEssentials
import Testing

@testable import Diagnosis

@Suite("what to do about an object")
struct ProblemAdviceTests {
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    private static func advice(hoursAgo: Double?, isOurs: Bool?) -> ProblemAdvice {
        ProblemAdvice(taskID: "t-1", archivedAt: hoursAgo.map { now - $0 * 3600 }, isOurs: isOurs, now: now)
    }

    @Test(
        "depends on whose it is and on whether Model Studio may still know the task",
        arguments: [
            (1, nil, "archives it again"), (23, true, "archives it again"), (25, true, "records the loss"),
            (nil, nil, "archives it again"), (1, false, "somebody else"), (25, false, "somebody else"),
        ] as [(Double?, Bool?, String)])
    func losses(hoursAgo: Double?, isOurs: Bool?, expected: String) throws {
        for kind in [VideoProblem.Kind.missing, .wrongSize, .wrongBytes] {
            let remedy = try #require(Self.advice(hoursAgo: hoursAgo, isOurs: isOurs).remedy(kind))
            #expect(remedy.contains(expected) && remedy.contains("keepreel verify --repair t-1"), "\(remedy)")
        }
    }

    @Test("a changed object is to be read back; others have a remedy of their own")
    func others() {
        let advice = Self.advice(hoursAgo: 1, isOurs: true)
        #expect(advice.remedy(.changed)?.contains("verify --deep t-1") == true)
        #expect(advice.remedy(.unreadable) == nil)
    }
}
