import TestServers
import Testing

@testable import Chaos

@Suite("The verdict on a chaos run")
struct VerdictTests {
    private static let plan = ChaosPlan(seed: 1, scale: .short)
    private static let savable = plan.videos.first { $0.fate == .savable && $0.spoilings == 0 }
    private static let damaged = plan.videos.first { $0.fate == .truncated }

    private static func key(_ video: PlannedVideo) -> String { "clips/\(video.id).mp4" }

    /// What is seen where all is as it has to be.
    private static var good: ChaosObservation {
        var observation = ChaosObservation()
        for video in plan.videos {
            let isSaved = video.fate == .savable
            if isSaved {
                observation.objects.append(
                    ChaosObservation.Object(key: key(video), size: video.size, crc64: "1", isIdentical: true))
                observation.bodies.append(SentBody(key: key(video), bytes: video.size, isWhole: true))
                observation.bodies.append(SentBody(key: key(video), bytes: video.size, isWhole: true))
                observation.bodies.append(SentBody(key: key(video), bytes: video.size - 1, isWhole: false))
            }
            observation.entries.append(
                ExportedVideo(
                    taskId: video.id, state: isSaved ? "archived" : "lost", url: isSaved ? "https://a/b" : nil,
                    key: key(video), size: isSaved ? video.size : nil, crc64: isSaved ? "1" : nil,
                    error: isSaved ? nil : "gone"))
            observation.states[video.id] = isSaved ? "archived" : "lost"
        }
        observation.kills = plan.kills
        observation.notes = [0, 65, 69, 75, 0].map {
            RunNote(label: "a run", status: $0, isKilled: false, output: "")
        }
        return observation
    }

    @Test("nothing is said of what is as it has to be")
    func green() { #expect(ChaosVerdict(Self.plan, Self.good).complaints == []) }

    /// One thing that is not as it has to be, and how it is told.
    struct Flaw: Sendable, CustomTestStringConvertible {
        var testDescription: String { says }
        var says: String
        var change: @Sendable (inout ChaosObservation, PlannedVideo, PlannedVideo) -> Void
    }

    static let flaws = [
        Flaw(says: "has 0 objects") { seen, saved, _ in seen.objects.removeAll { $0.key == key(saved) } },
        Flaw(says: "has 2 objects") { seen, saved, _ in
            seen.objects.append(
                ChaosObservation.Object(key: "other/\(saved.id)", size: 1, crc64: "1", isIdentical: true))
        },
        Flaw(says: "an object that may not be") { seen, _, damaged in
            seen.objects.append(
                ChaosObservation.Object(key: key(damaged), size: 1, crc64: "1", isIdentical: true))
        },
        Flaw(says: "other bytes than its source") { seen, saved, _ in
            for index in seen.objects.indices where seen.objects[index].key == key(saved) {
                seen.objects[index].isIdentical = false
            }
        },
        Flaw(says: "an upload that nobody ended") { seen, saved, _ in seen.openUploads = [key(saved)] },
        Flaw(says: "has 0 lines") { seen, saved, _ in seen.entries.removeAll { $0.taskId == saved.id } },
        Flaw(says: "is archived but export says pending") { seen, saved, _ in
            change(&seen, saved) { $0.state = "pending" }
        },
        Flaw(says: "status pending") { seen, saved, _ in seen.states[saved.id] = "pending" },
        Flaw(says: "is lost but export says archived") { seen, _, damaged in
            change(&seen, damaged) { $0.state = "archived" }
        },
        Flaw(says: "is lost without a reason") { seen, _, damaged in change(&seen, damaged) { $0.error = nil } },
        Flaw(says: "is another object than the manifest says") { seen, saved, _ in
            change(&seen, saved) { $0.size = 1 }
        },
        Flaw(says: "is not where the manifest says") { seen, saved, _ in change(&seen, saved) { $0.key = "x" } },
        Flaw(says: "nobody told of it") { seen, _, _ in
            seen.entries.append(ExportedVideo(taskId: "stranger", state: "lost"))
        },
        Flaw(says: "was sent 3 times in full") { seen, saved, _ in
            seen.bodies.append(SentBody(key: key(saved), bytes: saved.size, isWhole: true))
        },
        Flaw(says: "was sent 1 times in full") { seen, saved, _ in
            seen.bodies.removeAll { $0.key == key(saved) }
            for part in ["1", "2", "2", "2", "2", "2"] {
                seen.bodies.append(SentBody(key: key(saved), part: part, bytes: saved.size / 2, isWhole: true))
            }
        },
        Flaw(says: "ended with 70") { seen, _, _ in
            seen.notes.insert(RunNote(label: "a run", status: 70, isKilled: false, output: ""), at: 0)
        },
        Flaw(says: "0 kills instead of") { seen, _, _ in seen.kills = 0 },
        Flaw(says: "instead of 0") { seen, _, _ in
            seen.notes.append(RunNote(label: "the last run", status: 75, isKilled: false, output: ""))
        },
    ]

    private static func change(
        _ seen: inout ChaosObservation, _ video: PlannedVideo, _ body: (inout ExportedVideo) -> Void
    ) {
        for index in seen.entries.indices where seen.entries[index].taskId == video.id { body(&seen.entries[index]) }
    }

    @Test("a video that was spoiled once may be sent once more")
    func spoiled() throws {
        var observation = Self.good
        let video = try #require(Self.plan.videos.first { $0.fate == .savable && $0.spoilings == 1 })
        let body = SentBody(key: Self.key(video), bytes: video.size, isWhole: true)
        observation.bodies.append(body)
        #expect(ChaosVerdict(Self.plan, observation).complaints == [])
        observation.bodies.append(body)
        #expect(ChaosVerdict(Self.plan, observation).complaints.count == 1)
    }

    @Test("each flaw is told of", arguments: flaws)
    func red(flaw: Flaw) throws {
        var observation = Self.good
        flaw.change(&observation, try #require(Self.savable), try #require(Self.damaged))
        let complaints = ChaosVerdict(Self.plan, observation).complaints
        #expect(complaints.contains { $0.contains(flaw.says) }, "\(complaints)")
    }
}
