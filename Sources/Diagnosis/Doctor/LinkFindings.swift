/// Judges the permanent link of the probe object; pure.
enum LinkFindings {
    /// - Parameters:
    ///   - link: the probe's permanent link.
    ///   - problems: those of its last try.
    static func of(_ link: String, problems: [LinkProblem]) -> [Finding] {
        guard !problems.isEmpty else {
            return [.ok("links.public", "everybody can play videos by their links, as was tried with \(link)")]
        }
        return problems.map { .warning("links.\($0.kind.rawValue)", "\(link): \($0.found)", remedy: $0.remedy) }
    }
}
