import Chaos
import Simulation
import TestServers
import Testing

@Suite("The plan of a chaos run")
struct PlanTests {
    @Test("equal seeds have equal plans, and others have others")
    func repeatable() {
        #expect(ChaosPlan(seed: 7, scale: .full) == ChaosPlan(seed: 7, scale: .full))
        #expect(ChaosPlan(seed: 7, scale: .full).videos != ChaosPlan(seed: 9, scale: .full).videos)
    }

    @Test("300 videos of 1 KB to 60 MB, single and in parts, of every fate", arguments: 1...20 as ClosedRange<UInt64>)
    func videos(seed: UInt64) throws {
        let plan = ChaosPlan(seed: seed, scale: .full)
        #expect(plan.videos.count == 300 && Set(plan.videos.map(\.id)).count == 300)
        let sizes = plan.videos.map(\.size)
        #expect(try #require(sizes.min()) < 2000 && sizes.max() == 60_000_000)
        #expect(sizes.count { $0 > 5 << 20 } >= 30)
        for fate in VideoFate.allCases { #expect(plan.videos.count { $0.fate == fate } >= 5) }
        #expect(plan.dialect == (seed % 2 == 0 ? .oss : .s3))
    }

    @Test(
        "every kind of trouble, in full and in short",
        arguments: [(ChaosScale.full, 20, 4), (.short, 6, 2)] as [(ChaosScale, Int, Int)])
    func troubles(scale: ChaosScale, kills: Int, overlaps: Int) {
        let plan = ChaosPlan(seed: 3, scale: scale)
        var (killed, overlapped, full, clocks) = (0, 0, 0, 0)
        for run in plan.runs {
            switch run.trouble {
            case .killed: killed += 1
            case .overlapped(let kill):
                overlapped += 1
                if kill != nil { killed += 1 }
            case .fullDisk: full += 1
            case .clockOff(let seconds):
                clocks += 1
                #expect(abs(seconds) == 3600)
            }
        }
        #expect((killed, overlapped, full, clocks) == (kills, overlaps, 1, 1))
        #expect(plan.kills == kills && plan.videos.count == scale.videos)
        #expect(
            plan.videos.contains { !$0.sourceTroubles.isEmpty } && plan.videos.contains { !$0.storageFaults.isEmpty })
        #expect(!plan.storageFaults.isEmpty && plan.studioRates.failed > 0)
    }

    @Test("every video comes to be, each before one run")
    func everyVideoComes() {
        let plan = ChaosPlan(seed: 5, scale: .full)
        #expect(plan.runs.flatMap { Array($0.newVideos) } == Array(plan.videos.indices))
    }

    @Test("only what can be saved meets faults that pass")
    func damagedStayAlone() {
        for video in ChaosPlan(seed: 5, scale: .full).videos where video.fate != .savable {
            #expect(video.sourceTroubles.isEmpty && video.storageFaults.isEmpty)
        }
    }
}
