import ArgumentParser
import Testing

@testable import KeepreelCLI

@Suite("Help")
struct HelpTests {
    private static func help(_ command: (any ParsableCommand.Type)? = nil) -> String {
        // Wide enough that no line breaks.
        (command.map { Keepreel.helpMessage(for: $0, columns: 1000) } ?? Keepreel.helpMessage(columns: 1000))
    }

    @Test("the first run it shows asks a region, takes every model, and is looked over before")
    func firstRun() {
        for line in [
            "export KEEPREEL_STUDIO_REGION=singapore", "export KEEPREEL_DISCOVER_MODELS='[]'", "keepreel doctor",
            "S3- or OSS-compatible bucket",
        ] {
            #expect(Self.help().contains(line), "\(line)")
        }
    }

    @Test("a default stands beside the values, as everywhere")
    func values() {
        #expect(Self.help(ExportCommand.self).contains("(values: jsonl, json, csv, html; default: jsonl)"))
        #expect(Self.help(StatusCommand.self).contains("(values: text, json; default: text)"))
    }

    @Test("verify tells every exit code of its own", arguments: ["65", "66", "69", "75", "77", "78"])
    func codes(code: String) { #expect(Self.help(VerifyCommand.self).contains(" \(code) ")) }
}
