import Testing

@testable import Manifest

@Suite("States and phases")
struct VideoStateTests {
    @Test(
        "a video's state changes only along these ways",
        arguments: [
            (VideoState.waiting, [VideoState.pending, .lost, .none]),
            (.pending, [.pending, .archiving, .lost]),
            (.archiving, [.pending, .archiving, .archived, .lost]),
            (.archived, []),
            (.lost, [.pending]),
            (.none, []),
        ])
    func transitions(from state: VideoState, to legal: [VideoState]) {
        for next in VideoState.allCases {
            #expect(state.canBecome(next) == legal.contains(next), "\(state) -> \(next)")
        }
    }

    @Test("an object that is found makes every video archived but one that is, and one whose task ended without it")
    func adoption() {
        #expect(VideoState.allCases.filter(\.canBeAdopted) == [.waiting, .pending, .archiving, .lost])
    }

    @Test(
        "what a task ended as outlives the service's memory of it",
        arguments: [
            (TaskPhase.running, TaskPhase.gone, TaskPhase.gone), (.running, .failed, .failed),
            (.gone, .succeeded, .succeeded), (.gone, .running, .running), (.gone, .gone, .gone),
            (.succeeded, .gone, .succeeded), (.succeeded, .running, .succeeded), (.succeeded, .failed, .failed),
            (.failed, .gone, .failed), (.failed, .running, .failed), (.failed, .succeeded, .succeeded),
        ])
    func phases(known: TaskPhase, reported: TaskPhase, expected: TaskPhase) {
        #expect(known.after(reported) == expected)
    }

    @Test(
        "a submission's state changes only along these ways",
        arguments: [
            (SubmissionState.sending, [SubmissionState.unclear, .accepted, .refused, .abandoned]),
            (.unclear, [.accepted, .refused, .abandoned]),
            (.accepted, []), (.refused, []), (.abandoned, []),
        ])
    func transitions(from state: SubmissionState, to legal: [SubmissionState]) {
        for next in SubmissionState.allCases {
            #expect(state.canBecome(next) == legal.contains(next), "\(state) -> \(next)")
        }
    }

    @Test("the words in the database never change")
    func words() {
        #expect(
            VideoState.allCases.map(\.rawValue) == ["waiting", "pending", "archiving", "archived", "lost", "none"])
        #expect(TaskPhase.allCases.map(\.rawValue) == ["running", "succeeded", "failed", "gone"])
        #expect(TaskOrigin.allCases.map(\.rawValue) == ["submitted", "added", "discovered"])
        #expect(
            SubmissionState.allCases.map(\.rawValue) == ["sending", "unclear", "accepted", "refused", "abandoned"])
        #expect(VideoKind.allCases.map(\.rawValue) == ["video", "image", "other"])
    }
}
