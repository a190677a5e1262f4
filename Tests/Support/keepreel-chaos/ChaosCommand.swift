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
            let plan = ChaosPlan(seed: seed, scale: short ? .short : .full)
            let report = try await ChaosRun.report(of: plan, limit: .seconds(60 * minutes))
            FileHandle.standardOutput.write(Data("\(report.summary)\n".utf8))
            for complaint in report.complaints {
                FileHandle.standardError.write(Data("seed \(seed): \(complaint)\n".utf8))
            }
            if !report.complaints.isEmpty { isGreen = false }
        }
        if !isGreen { throw ExitCode(1) }
    }
}
