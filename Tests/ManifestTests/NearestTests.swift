import Manifest
import Testing

@Suite("The task that was meant")
struct NearestTests {
    @Test(
        "an id that begins so, else one that is a slip away",
        arguments: [
            ("4f2a", [], .one("4f2a9c1e")), ("4f2a9c1", [], .one("4f2a9c1e")), ("77aa", [], .several),
            ("77aa4", [], .one("77aa4b0c")), ("4f2", [], .none), ("zzzz", ["zzzy"], .none), ("%%%%", [], .none),
            ("4f2a9c1d", ["4f2a9c1c", "4f2a9c1e"], .one("4f2a9c1e")), ("77aa%", ["77aa4b0c"], .one("77aa4b0c")),
        ] as [(String, [String], NearestTask)])
    func nearest(typed: String, slips: [String], meant: NearestTask) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add(
            ["4f2a9c1e", "77aa4b0c", "77aa5b0c", "other"].map { NewTask(taskID: $0) }, origin: .added, now: time())
        #expect(try manifest.nearestTask(to: typed, slips: slips) == meant)
    }
}
