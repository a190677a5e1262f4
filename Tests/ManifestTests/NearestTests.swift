import Manifest
import Testing

@Suite("The task that was meant")
struct NearestTests {
    @Test(
        "an id that begins so, if it is the only one, else one that is a slip away",
        arguments: [
            ("4f2a", [], "4f2a9c1e"), ("4f2a9c1", [], "4f2a9c1e"), ("77aa", [], nil), ("77aa4", [], "77aa4b0c"),
            ("4f2", [], nil), ("4f2a9c1d", ["4f2a9c1c", "4f2a9c1e"], "4f2a9c1e"), ("zzzz", ["zzzy"], nil),
            ("%", [], nil),
            ("77aa%", ["77aa4b0c"], "77aa4b0c"),
        ] as [(String, [String], String?)])
    func nearest(typed: String, slips: [String], meant: String?) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add(
            ["4f2a9c1e", "77aa4b0c", "77aa5b0c", "other"].map { NewTask(taskID: $0) }, origin: .added, now: time())
        #expect(try manifest.nearestTaskID(to: typed, slips: slips) == meant)
    }
}
