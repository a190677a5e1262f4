import Suggestions
import Testing

@Suite("Slips of the keyboard")
struct SlipsTests {
    @Test(
        "every single slip leads back to the word that was meant",
        arguments: [
            "4f2a9c1e", "4F2A9C1E-77", "f42a9c1e-77", "4f2a9c1e-7", "4f2a9c1e-777", "5f2a9c1e-77", "4f2a9c1e77",
            "4f2a9c1e-7b",
        ])
    func back(typed: String) {
        let meant = typed == "4f2a9c1e" ? "4f2a9c1" : "4f2a9c1e-77"
        #expect(slips(from: typed).contains(meant))
    }

    @Test("their number has a bound, and the word itself is none of them")
    func bound() {
        let id = "4f2a9c1e-77aa-4b0c-9d1e-0123456789ab"
        #expect(slips(from: id).count < 1500)
        #expect(!slips(from: id).contains(id))
        #expect(slips(from: String(repeating: "x", count: 65)).isEmpty)
        #expect(slips(from: "视频").isEmpty)
        #expect(!slips(from: "").contains(""))
    }
}
