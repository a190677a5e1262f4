import Archiving
import Testing

@testable import KeepreelCLI

@Suite("Why a run leaves something to the next")
struct RunBoundsTests {
    private struct Case {
        var limit: Int?
        var time: String?
        var isTimeUp = false
        var begun = 0
        var untried = 0
        var pending = 0
        var told: String?
    }

    @Test(
        "a bound that was met is told with what it leaves; what failed is told by itself",
        arguments: [
            Case(
                limit: 5, begun: 5, untried: 13, told: "13 videos are left to the next run: the limit of 5 is reached"),
            Case(limit: 1, begun: 1, untried: 1, told: "1 video is left to the next run: the limit of 1 is reached"),
            Case(limit: 5, begun: 5, untried: 0), Case(limit: 5, begun: 4, untried: 1), Case(untried: 3),
            Case(
                time: "10m", isTimeUp: true, untried: 2, pending: 1,
                told: "2 videos and 1 task are left to the next run: the time of 10m is over"),
            Case(
                time: "0s", isTimeUp: true, pending: 1, told: "1 task is left to the next run: the time of 0s is over"),
            Case(time: "10m", isTimeUp: true), Case(time: "10m", isTimeUp: false, untried: 1),
            Case(
                limit: 5, time: "10m", isTimeUp: false, begun: 5, untried: 1, pending: 4,
                told: "1 video is left to the next run: the limit of 5 is reached"),
        ])
    private func told(_ example: Case) throws {
        var summary = RunSummary()
        (summary.begun, summary.untried, summary.pending) = (example.begun, example.untried, example.pending)
        let bounds = RunBounds(limit: example.limit, time: try example.time.map(TimeSpan.init(text:)))
        #expect(bounds.remainder(of: summary, isTimeUp: example.isTimeUp) == example.told)
    }
}
