import ArgumentParser
import Chaos
import Foundation

/// Chaos runs in their long form, seed by seed.
@main
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keepreel-chaos",
        abstract: "Archives 300 videos while everything goes wrong, and judges what came of it.",
        discussion: """
            Every seed has its own faults, kills and runs. A line of figures for each goes to stdout, what is not as it \
            has to be to stderr, and the status is 1 then.
            """)

    @Option(help: "The seed, or the seeds from one to another: 7, 1..20.")
    var seed = SeedRange(seeds: 1...1)

    @Option(help: "How long the trouble of one seed may last.")
    var minutes = 10

    @Flag(help: "Fewer and smaller videos, as in the test suite.")
    var short = false

    func run() async throws {
        var isGreen = true
        for seed in seed.seeds {
            if await !isGreenRun(of: seed) { isGreen = false }
        }
        if !isGreen { throw ExitCode(1) }
    }

    /// Carries out one seed and tells of it. What keeps it from being carried out does not keep the others.
    private func isGreenRun(of seed: UInt64) async -> Bool {
        let plan = ChaosPlan(seed: seed, scale: short ? .short : .full)
        do {
            let report = try await ChaosRun.report(of: plan, limit: .seconds(60 * minutes))
            tell(report.summary, .standardOutput)
            for complaint in report.complaints { tell("seed \(seed): \(complaint)", .standardError) }
            return report.complaints.isEmpty
        } catch {
            tell("seed \(seed) could not be carried out: \(error)", .standardError)
            return false
        }
    }

    private func tell(_ line: String, _ file: FileHandle) { file.write(Data("\(line)\n".utf8)) }
}
