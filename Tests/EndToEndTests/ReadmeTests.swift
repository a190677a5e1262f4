import Failures
import Foundation
import Settings
import TestServers
import Testing

/// What the README says of the program, held against the program.
@Suite("The README")
struct ReadmeTests {
    private let text: String

    init() throws { text = try String(contentsOf: URL(filePath: "\(repositoryRoot)/README.md"), encoding: .utf8) }

    /// The text from one heading to the next of that depth or a higher one.
    private func section(_ heading: String) throws -> Substring {
        let start = try #require(text.range(of: "\n\(heading)\n"), "\(heading)")
        let depth = heading.prefix { $0 == "#" }.count
        let next = text[start.upperBound...].firstMatch(of: try Regex("\\n#{2,\(depth)} "))
        return text[start.upperBound..<(next?.range.lowerBound ?? text.endIndex)]
    }

    @Test("every command with every option it has, and no other")
    func options() async throws {
        var told: [String: Set<String>] = [:]
        var command = ""
        for row in try section("## Commands and options").split(separator: "\n") where row.hasPrefix("| ") {
            for name in row.matches(of: /\*\*`([a-z]+(?: [a-z]+)?)/) {
                command = String(name.1)
                told[command] = told[command] ?? []
            }
            // Bars of a table's row are not those between the values of an option.
            let cells = row.replacing("\\|", with: " ").split(separator: "|")
            // An option without a row of its own stands in that of its command.
            let place = command.isEmpty ? cells.prefix(1) : cells.prefix(2)
            for option in place.joined(separator: " ").matches(of: /--([a-z]+(?:-[a-z]+)*)/) {
                told[command, default: []].insert(String(option.1))
            }
        }
        let general = told.removeValue(forKey: "") ?? []
        let shared = general.union(["format"])
        let help = try await runProcess(Keepreel.binary, ["--experimental-dump-help"]).output
        let root = try JSONDecoder().decode(HelpDump.self, from: Data(help.utf8)).command
        #expect(general == root.longOptions)
        for (name, leaf) in root.leaves {
            let listed = told.removeValue(forKey: name)
            #expect(listed?.subtracting(shared) == leaf.longOptions.subtracting(shared), "\(name)")
        }
        #expect(told.isEmpty)
    }

    @Test("every setting, with the words of `config init`")
    func settings() throws {
        let block = try #require(try section("### Settings").firstMatch(of: /```yaml\n((?s).*?)```/)).1
        let file = Settings.exampleFile
        let first = try #require(file.range(of: "studio:\n"))
        #expect(String(block) == file[first.lowerBound...])
    }

    @Test("every exit code, as the help has them")
    func exitCodes() async throws {
        let rows = try section("## Exit codes").matches(of: /\n\| ([0-9]+)(?: \/ ([0-9]+))? \|/)
        let codes = Set(rows.flatMap { [$0.1, $0.2].compactMap { $0.flatMap { Int32($0) } } })
        #expect(codes == Set(ExitStatus.allCases.map(\.rawValue)))
        let help = try await runProcess(Keepreel.binary, ["--help"]).output
        for code in codes { #expect(help.contains("  \(code)  "), "\(code)") }
    }

    @Test("scripts and tests it names exist")
    func names() throws {
        for script in text.matches(of: /`(?:sudo )?Scripts\/([a-z-]+)/) {
            let path = "\(repositoryRoot)/Scripts/\(script.1)"
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(script.1)")
        }
        let tests = try FileManager.default.subpathsOfDirectory(atPath: "\(repositoryRoot)/Tests")
        let filters = text.matches(of: /--filter "?([A-Za-z|\\]+)/)
        #expect(filters.count > 5)
        for name in filters.flatMap({ $0.1.replacing("\\|", with: "|").split(separator: "|") }) {
            #expect(tests.contains { $0.hasSuffix(".swift") && $0.contains(name) }, "\(name)")
        }
        for path in text.matches(of: /`((?:Sources|Tests)\/[A-Za-z\/.]+)`/) {
            #expect(FileManager.default.fileExists(atPath: "\(repositoryRoot)/\(path.1)"), "\(path.1)")
        }
    }
}

/// The part of `--experimental-dump-help` that tells names.
private struct HelpDump: Decodable {
    struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }
            let names: [Name]?
            let shouldDisplay: Bool
        }
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        var longOptions: Set<String> {
            let names = (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }
            return Set(names.filter { $0.kind == "long" }.map(\.name))
        }

        /// The commands that do something, by the words that call them.
        var leaves: [(String, Command)] {
            (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { command in
                let below = command.leaves
                return below.isEmpty
                    ? [(command.commandName, command)] : below.map { ("\(command.commandName) \($0.0)", $0.1) }
            }
        }
    }
    let command: Command
}
