import ObjectStorage

extension Doctor {
    /// Caches and copies of a new object may be a little behind.
    private static let mostTries = 4

    /// Follows the permanent link of the probe as a browser would.
    func examineLink(_ report: inout DoctorReport) async {
        guard let link = subject.link else { return }
        let verdict = LinkVerdict(advice: subject.advice, contentType: subject.probe.contentType)
        var problems: [LinkProblem] = []
        for number in 1...Self.mostTries where !Task.isCancelled {
            problems = verdict.problems(of: await LinkCheck(web: subject.web).answer(of: link))
            guard number < Self.mostTries, problems.contains(where: \.mayPass) else { break }
            await subject.pause()
        }
        report.findings += LinkFindings.of(link, problems: problems)
    }
}

extension LinkProblem {
    /// What a cache or a copy that is behind looks like.
    fileprivate var mayPass: Bool { kind == .missing || kind == .refused }
}
