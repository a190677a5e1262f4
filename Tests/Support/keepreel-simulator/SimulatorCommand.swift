import ArgumentParser
import FoundationEssentials
import Glibc
import Simulation

/// Runs the simulator as a program of its own, for demos and benchmarks.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keepreel-simulator",
        abstract: "Serves a simulated Model Studio and its result bucket on 127.0.0.1.",
        discussion: """
            Without a scenario every MP4 file of --videos is the result of one finished task, whose id is the file's \
            name. GET /_simulator/requests tells what was asked for, GET /_simulator/urls the signed URLs, and \
            POST /_simulator/reset forgets the requests.

            \(Scenario.help)
            """)

    @Option(help: "A directory of MP4 files to serve.")
    var videos: String?

    @Option(help: "A JSON file that describes the tasks and what goes wrong.")
    var scenario: String?

    @Option(help: "The key the API accepts.")
    var apiKey = "sk-simulated"

    @Option(help: "The host and port in result URLs, those of a proxy in front of it say, instead of its own.")
    var resultAuthority: String?

    @Option(help: "The scheme of result URLs, where they lead to a server with TLS.")
    var resultScheme = "http"

    @Option(help: "Where to write the API's URL and port as JSON once they can be used.")
    var portFile: String?

    @Flag(help: "Exit when stdin ends, as it does when the parent that holds it is gone.")
    var exitWithParent = false

    func run() async throws {
        if exitWithParent { exitWhenInputEnds() }
        let scene = try scene()
        var options = try scene.scenario.options(apiKey: apiKey)
        options.resultAuthority = resultAuthority
        options.resultScheme = resultScheme
        let simulator = try await ModelStudioSimulator.start(options)
        try scene.play(on: simulator)
        try simulator.prepareChecksums()
        announce(simulator.apiURL)
        if let portFile { try PortFile(api: simulator.apiURL, port: simulator.port).write(to: portFile) }
        try await simulator.waitUntilStopped()
    }

    private func scene() throws -> Scene {
        let description = try scenario.map { path in
            try JSONDecoder().decode(Scenario.self, from: try Data(contentsOf: URL(filePath: path)))
        }
        return try Scene(directory: videos, scenario: description)
    }

    /// Writes a line to stdout at once, also where that is a pipe.
    private func announce(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
