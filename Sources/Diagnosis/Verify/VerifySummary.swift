public import Failures
public import Manifest

/// What a verification came to.
public struct VerifySummary: Sendable {
    /// Videos that were looked at.
    public internal(set) var checked = 0
    /// Of these, how many have, or had, a problem.
    public internal(set) var faulty = 0
    /// How many videos have each kind of problem.
    public internal(set) var problems: [VideoProblem.Kind: Int] = [:]
    /// How many repairs ended how.
    public internal(set) var repairs: [RepairOutcome.Kind: Int] = [:]
    /// Bytes read back.
    public internal(set) var bytesRead: Int64 = 0
    /// Links that were opened.
    public internal(set) var linksOpened = 0
    /// Videos that a pass of reading back has left to the next call; `nil` where it came to its end.
    public internal(set) var unread: Int?
    /// Videos that were archived, turned out to be gone or wrong, and wait for a run that archives them again.
    public internal(set) var awaitingRepair = 0
    /// Whether everything was looked at that was to be; not if it was stopped.
    public internal(set) var isComplete = true
    /// Task ids that were asked for and the manifest does not know.
    public internal(set) var unknown: [String] = []
    /// Videos that were asked for and are not archived.
    public internal(set) var notArchived: [VideoRecord] = []
    /// What ended it early: credentials, configuration, an endpoint out of reach; the rest was not looked at.
    public internal(set) var end: Failure?
    /// Why nothing was repaired, where so much is gone or wrong that the settings may be.
    public internal(set) var hold: Failure?
    /// The gravest of all of this, videos that are not archived excepted.
    public var status: ExitStatus {
        var status = gravest
        // Not a single one could be looked at: the settings lead elsewhere.
        if checked > 0, problems[.unchecked] == checked { status = status.orGraver(.configuration) }
        return awaitingRepair > 0 ? status.orGraver(.unfinished) : status
    }
    private var gravest = ExitStatus.done

    mutating func note(_ status: ExitStatus) { gravest = gravest.orGraver(status) }

    mutating func stop(_ failure: Failure) {
        (end, isComplete) = (failure, false)
        note(failure.exitStatus)
    }

    /// - Parameters:
    ///   - faulty: videos that are gone or wrong.
    ///   - answered: all the bucket gave an answer about.
    mutating func hold(_ faulty: Int, of answered: Int) {
        hold = Failure(
            "verify.implausible",
            "\(faulty) of \(answered) archived videos are missing or wrong, too many at once: none was repaired",
            remedy: "check whether storage.url, storage.endpoint and the keys lead to the bucket they were archived "
                + "in; if so, name the tasks, as in 'keepreel verify --repair TASK_ID…'",
            disposition: .stop(.lost))
    }

    mutating func count(_ video: VerifiedVideo) {
        checked += 1
        if !video.problems.isEmpty { faulty += 1 }
        for problem in video.problems { problems[problem.kind, default: 0] += 1 }
        if let repair = video.repair { repairs[repair.kind, default: 0] += 1 }
        bytesRead += video.bytesRead
        if video.didOpenLink { linksOpened += 1 }
        note(video.status)
    }
}
