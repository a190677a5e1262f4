import Failures
import Foundation
import Manifest
import ModelStudio
import Simulation
import Testing

@testable import Submitting

@Suite("Submitting")
struct SubmitterTests {
    @Test("an accepted task is in the manifest, as submitted")
    func accepted() async throws {
        let bench = try await SubmitBench()
        let result = try await bench.submit(SubmitBench.job(clientID: "clip-1"))
        guard case .submitted(let taskID) = result else { return #expect(Bool(false), "\(result)") }
        #expect(bench.studio.taskIDs == [taskID])
        let task = try #require(try bench.manifest.task(taskID))
        #expect(task.origin == .submitted)
        #expect(task.model == "wan2.2-animate-move")
        #expect(task.region == "singapore")
        #expect(try bench.manifest.lastSubmission(clientID: "clip-1")?.state == .accepted)
    }

    @Test("the same job again is no second task, by its content or by its name")
    func resumed() async throws {
        let bench = try await SubmitBench()
        let first = try await bench.submit(SubmitBench.job("a")).taskID
        let second = try await bench.submit(SubmitBench.job("b", clientID: "b")).taskID
        #expect(bench.accepted == 2)
        guard case .known(let known, false) = try await bench.submit(SubmitBench.job("a")) else {
            return #expect(Bool(false))
        }
        #expect(known == first)
        guard case .known(let named, false) = try await bench.submit(SubmitBench.job("b", clientID: "b")) else {
            return #expect(Bool(false))
        }
        #expect(named == second)
        #expect(bench.accepted == 2)
    }

    @Test("one content under two names is two tasks")
    func twoNames() async throws {
        let bench = try await SubmitBench()
        _ = try await bench.submit(SubmitBench.job("a", clientID: "one"))
        _ = try await bench.submit(SubmitBench.job("a", clientID: "two"))
        #expect(bench.accepted == 2)
    }

    @Test("a name is submitted once, even with another content")
    func nameTaken() async throws {
        let bench = try await SubmitBench()
        _ = try await bench.submit(SubmitBench.job("a", clientID: "one"))
        guard case .known(_, isOther: true) = try await bench.submit(SubmitBench.job("b", clientID: "one")) else {
            return #expect(Bool(false))
        }
        #expect(bench.accepted == 1)
    }

    @Test("a single job becomes another task once its first has ended, or when it is asked for")
    func again() async throws {
        let bench = try await SubmitBench()
        let first = try #require(try await bench.submit(SubmitBench.job("a"), rule: .ended).taskID)
        guard case .known = try await bench.submit(SubmitBench.job("a"), rule: .ended) else {
            return #expect(Bool(false))
        }
        #expect(bench.accepted == 1)
        _ = try await bench.submit(SubmitBench.job("a"), rule: .always)
        #expect(bench.accepted == 2)
        let last = try #require(
            try bench.manifest.lastSubmission(fingerprint: "")?.taskID ?? bench.studio.taskIDs.first { $0 != first })
        _ = try bench.manifest.record(
            TaskUpdate(taskID: last, status: "FAILED", phase: .failed, code: "X", message: "y", at: bench.studio.now))
        guard case .submitted = try await bench.submit(SubmitBench.job("a"), rule: .ended) else {
            return #expect(Bool(false))
        }
        #expect(bench.accepted == 3)
    }

    @Test("a refusal does not hide the task that was accepted before")
    func refusedLater() async throws {
        let bench = try await SubmitBench()
        let first = try #require(try await bench.submit(SubmitBench.job("a")).taskID)
        bench.studio.inject(.status(400, code: "InvalidParameter"), into: .submit, times: 1)
        #expect(try await bench.submit(SubmitBench.job("a"), rule: .always).taskID == nil)
        guard case .known(first, _) = try await bench.submit(SubmitBench.job("a")) else { return #expect(Bool(false)) }
        #expect(bench.accepted == 1)
    }

    @Test(
        "a task whose reply is lost is found in the list, and there is one only",
        arguments: [
            APIFault.lostReply, .cut(after: 20), .invalidJSON,
        ])
    func lostReply(fault: APIFault) async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(fault, into: .submit, times: 1)
        let result = try await bench.submit(SubmitBench.job())
        guard case .found(let taskID) = result else { return #expect(Bool(false), "\(result)") }
        #expect(bench.studio.taskIDs == [taskID])
        #expect(bench.studio.log.requests(to: .submit).count == 1)
        #expect(try bench.manifest.task(taskID)?.origin == .submitted)
    }

    @Test("a task that the list shows late is found all the same", arguments: [1.0, 5, 12])
    func lateInList(lag: Double) async throws {
        var options = SimulatorOptions()
        options.listLag = lag
        let bench = try await SubmitBench(options)
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        guard case .found = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
        #expect(bench.accepted == 1)
        #expect(bench.studio.log.requests(to: .submit).count == 1)
    }

    @Test("a task that the list shows much later is found by a later call, and nothing is sent meanwhile")
    func veryLateInList() async throws {
        var options = SimulatorOptions()
        options.listLag = 120
        let bench = try await SubmitBench(options)
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        #expect(try await bench.submit(SubmitBench.job()).failure?.code == "submit.unclear")
        #expect(try await bench.submit(SubmitBench.job()).failure?.code == "submit.unclear")
        bench.studio.advanceClock(by: 150)
        guard case .found = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
        #expect(bench.accepted == 1)
    }

    @Test("a stranger's task that is listed before ours is not taken for it")
    func strangerFirst() async throws {
        var options = SimulatorOptions()
        options.listLag = 6
        let bench = try await SubmitBench(options)
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        var stranger = SimulatedTask(id: "strangers", schedule: .immediately(.pending))
        stranger.submitTime = bench.studio.now - 5
        try bench.studio.add(stranger)
        let result = try await bench.submit(SubmitBench.job())
        #expect(result.taskID != "strangers", "\(result)")
    }

    @Test(
        "a request that never arrived is not sent again, now or later, until the user says so",
        arguments: [0.0, 700, 90_000])
    func neverArrived(later: Double) async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.noReply, into: .submit, times: 1)
        let result = try await bench.submit(SubmitBench.job())
        #expect(result.failure?.code == "submit.unclear")
        #expect(result.failure?.exitStatus == .unfinished)
        #expect(bench.waits >= .seconds(14))
        bench.studio.advanceClock(by: later)
        let next = try await bench.submit(SubmitBench.job(), rule: .ended)
        #expect(next.failure?.code == "submit.unclear")
        #expect(next.failure?.remedy?.contains("--again") == true)
        #expect(bench.studio.log.requests(to: .submit).count == 1)
        guard case .submitted = try await bench.submit(SubmitBench.job(), givesUpUnclear: true) else {
            return #expect(Bool(false))
        }
        #expect(bench.accepted == 1)
        guard case .known = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
    }

    @Test("two submissions without a reply do not take each other's task")
    func twoUnclear() async throws {
        var options = SimulatorOptions()
        options.listLag = 300
        let bench = try await SubmitBench(options)
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        #expect(try await bench.submit(SubmitBench.job("a")).failure != nil)
        bench.studio.inject(.noReply, into: .submit, times: 1)
        #expect(try await bench.submit(SubmitBench.job("b")).failure != nil)
        bench.studio.advanceClock(by: 700)
        // The task is a's; by the list alone it may be either's.
        let results = [try await bench.submit(SubmitBench.job("b")), try await bench.submit(SubmitBench.job("a"))]
        #expect(results[0].taskID == nil, "\(results)")
        #expect(bench.accepted == 1)
        #expect(bench.studio.log.requests(to: .submit).count == 2)
    }

    @Test("what was sent to another region is not looked for here, nor sent again")
    func otherRegion() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.noReply, into: .submit, times: 1)
        _ = try await bench.submit(SubmitBench.job(), region: "beijing")
        bench.studio.advanceClock(by: 700)
        let result = try await bench.submit(SubmitBench.job())
        #expect(result.failure?.code == "submit.other-region")
        #expect(result.failure?.message.contains("beijing") == true)
        #expect(bench.studio.log.requests(to: .submit).count == 1)
    }

    @Test("nothing is sent while the service cannot be asked for its time")
    func unknownTime() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.status(503, code: "ModelUnavailable"), into: .list, times: 3)
        await #expect(throws: Failure.self) { try await bench.submit(SubmitBench.job()) }
        #expect(bench.studio.log.requests(to: .submit).isEmpty)
    }

    @Test("what a killed process left unsaid is found by the next one")
    func killed() async throws {
        let bench = try await SubmitBench()
        var preparer = JobPreparer()
        let job = try preparer.prepare(SubmitBench.job(clientID: "clip"))
        // The intent stands, the request was accepted, and the process was gone before the reply.
        let submission = Submission(
            token: "t", clientID: "clip", fingerprint: job.fingerprint, model: job.job.model, region: "singapore",
            state: .sending, sentAt: bench.studio.now, taskID: nil, error: nil, updatedAt: bench.studio.now)
        try bench.manifest.beginSubmission(submission)
        try bench.studio.add(SimulatedTask(id: "accepted", schedule: .immediately(.running)))
        guard case .found("accepted") = try await bench.submit(SubmitBench.job(clientID: "clip")) else {
            return #expect(Bool(false))
        }
        #expect(bench.accepted == 1)
        guard case .known("accepted", _) = try await bench.submit(SubmitBench.job(clientID: "clip")) else {
            return #expect(Bool(false))
        }
    }

    @Test("of two tasks in question none is taken, both are named, and nothing is sent")
    func ambiguous() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        try bench.studio.add(SimulatedTask(id: "somebody-elses", schedule: .immediately(.pending)))
        let result = try await bench.submit(SubmitBench.job())
        let failure = try #require(result.failure)
        #expect(failure.code == "submit.ambiguous")
        for taskID in bench.studio.taskIDs { #expect(failure.message.contains(taskID)) }
        bench.studio.advanceClock(by: 3600)
        #expect(try await bench.submit(SubmitBench.job()).failure?.code == "submit.ambiguous")
        #expect(bench.accepted == 2)
        guard case .submitted = try await bench.submit(SubmitBench.job(), givesUpUnclear: true) else {
            return #expect(Bool(false))
        }
    }

    @Test("a task that another submission is known to be is not in question")
    func othersKnown() async throws {
        let bench = try await SubmitBench()
        _ = try await bench.submit(SubmitBench.job("a"))
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        guard case .found = try await bench.submit(SubmitBench.job("b")) else { return #expect(Bool(false)) }
        #expect(bench.accepted == 2)
    }

    @Test("a task that a run has discovered meanwhile is found after the service has forgotten it")
    func discovered() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.noReply, into: .submit, times: 1)
        _ = try await bench.submit(SubmitBench.job())
        let task = NewTask(
            taskID: "kept", model: "wan2.2-animate-move", region: "singapore", submittedAt: bench.studio.now)
        _ = try bench.manifest.add([task], origin: .discovered, now: bench.studio.now)
        bench.studio.advanceClock(by: 30 * 3600)
        guard case .found("kept") = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
    }

    @Test("too many requests are repeated, as nothing was accepted")
    func throttled() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.status(429, code: "Throttling.RateQuota"), into: .submit, times: 2)
        guard case .submitted = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
        #expect(bench.accepted == 1)
    }

    @Test("a job the service refuses can be submitted again after it was mended")
    func refused() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.status(400, code: "InvalidParameter", message: "no"), into: .submit, times: 1)
        let result = try await bench.submit(SubmitBench.job())
        #expect(result.failure?.disposition == .giveUp)
        guard case .submitted = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
    }

    @Test("a wrong key ends it before anything is sent")
    func wrongKey() async throws {
        let bench = try await SubmitBench()
        bench.studio.inject(.status(401, code: "InvalidApiKey"), into: .list)
        let failure = await #expect(throws: Failure.self) { try await bench.submit(SubmitBench.job()) }
        #expect(failure?.exitStatus == .credentials)
        #expect(bench.studio.log.requests(to: .submit).count == 0)
    }

    @Test("the service's clock decides what was sent when, however wrong the machine's is")
    func clockAhead() async throws {
        let bench = try await SubmitBench()
        bench.studio.advanceClock(by: 5 * 3600)
        bench.studio.inject(.lostReply, into: .submit, times: 1)
        guard case .found = try await bench.submit(SubmitBench.job()) else { return #expect(Bool(false)) }
    }
}
