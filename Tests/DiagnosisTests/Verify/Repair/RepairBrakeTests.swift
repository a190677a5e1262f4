import Testing

@testable import Diagnosis

@Suite("whether anything is repaired at all")
struct RepairBrakeTests {
    @Test(
        "a few, or a tenth of what was checked, may be gone; more says that the settings are wrong",
        arguments: [
            (0, 0, false), (1, 1, false), (10, 10, false), (11, 11, true), (11, 109, true), (11, 110, false),
            (100, 1000, false), (101, 1000, true), (1000, 10_000, false), (1001, 10_000, true),
            (1000, 1_000_000, false), (1001, 1_000_000, true),
        ] as [(Int, Int, Bool)])
    func holds(faulty: Int, checked: Int, expected: Bool) {
        #expect(RepairBrake.holds(faulty: faulty, of: checked) == expected)
    }
}
