import Diagnosis
import Failures

/// The doctor's findings on standard output.
struct DoctorOutput: Sendable {
    let format: ReportFormat
    /// Only what needs doing something about.
    let isQuiet: Bool

    func write(_ report: DoctorReport, policies: [AccessPolicy.Part]) throws {
        switch format {
        case .text:
            for finding in report.findings where !isQuiet || finding.level >= .warning {
                for line in FindingLines(width: StandardOutput.width).lines(finding) { try StandardOutput.show(line) }
            }
            for policy in policies { try StandardOutput.write("\n" + Self.text(policy)) }
            if !isQuiet {
                try StandardOutput.show("\(policies.isEmpty ? "" : "\n")keepreel: \(Self.conclusion(report))\n")
            }
        case .json:
            let findings = report.findings.map(Self.json).joined(separator: ",")
            try StandardOutput.write(
                "{\"status\":\(report.status.rawValue),\"findings\":[\(findings)],"
                    + "\"policies\":\(Self.json(policies))}\n")
        }
    }

    /// All of it in a line: `1 failure, 2 notes; further checks left out`, or `all well`.
    static func conclusion(_ report: DoctorReport) -> String {
        func count(_ level: FindingLevel) -> Int { report.findings.count { $0.level == level } }
        let parts = [FindingLevel.failure, .warning, .note].filter { count($0) > 0 }.map {
            HumanText.counted(count($0), $0.rawValue)
        }
        let isWell = count(.failure) + count(.warning) == 0
        return ((isWell ? ["all well"] : []) + parts).joined(separator: ", ")
            + (report.leavesChecksOut ? "; further checks left out" : "")
    }

    /// The policies alone.
    func write(_ policies: [AccessPolicy.Part]) throws {
        switch format {
        case .text: try StandardOutput.write(policies.map(Self.text).joined(separator: "\n"))
        case .json: try StandardOutput.write("{\"policies\":\(Self.json(policies))}\n")
        }
    }

    private static func text(_ policy: AccessPolicy.Part) -> String {
        "\(policy.purpose)\(policy.text.isEmpty ? "" : ":\n\(policy.text)")\n"
    }

    private static func json(_ finding: Finding) -> String {
        "{\"id\":\(JSONLine.string(finding.id)),\"level\":\"\(finding.level.rawValue)\","
            + "\"found\":\(JSONLine.string(finding.found)),\"remedy\":\(JSONLine.string(finding.remedy))}"
    }

    private static func json(_ policies: [AccessPolicy.Part]) -> String {
        let parts = policies.map { policy in
            "{\"purpose\":\(JSONLine.string(policy.purpose)),"
                + "\"policy\":\(JSONLine.string(policy.text.isEmpty ? nil : policy.text))}"
        }
        return "[\(parts.joined(separator: ","))]"
    }
}
