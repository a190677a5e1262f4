import Foundation
import SeededRandom
import Testing

/// Runs a parser over many damaged inputs. Few in the suite; `Scripts/fuzz` asks for more by the environment.
enum Fuzzing {
    /// What a case is refused for; thrown by the check of a parser.
    struct Finding: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private static let environment = ProcessInfo.processInfo.environment
    private static let isLong = environment["FUZZ_CASES"] != nil
    private static let cases = environment["FUZZ_CASES"].flatMap { UInt64($0) } ?? 150
    private static let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    /// No input of a few kilobytes is worth more, even to a debug build on a machine that is busy.
    private static let patience = Duration.seconds(5)

    /// Tries the inputs one after the other; a finding names its seed and its case, and ends the run.
    static func run(
        _ name: String, _ mutator: Mutator, _ check: ([UInt8], inout SeededGenerator) throws -> Void
    ) {
        let began = ContinuousClock.now
        var slowest = Duration.zero
        for number in 0..<cases {
            var generator = SeededGenerator(seed: seed << 32 &+ number)
            let input = mutator.input(&generator)
            do {
                let time = try ContinuousClock().measure { try check(input, &generator) }
                slowest = max(slowest, time)
                guard time < patience else { throw Finding("took \(time)") }
            } catch {
                Issue.record("\(name), seed \(seed), case \(number): \(error)\n\(shown(input))")
                return
            }
        }
        if isLong {
            let time = ContinuousClock.now - began
            print("\(name): \(cases) cases in \(time / .seconds(1)) s, the slowest \(slowest / .milliseconds(1)) ms")
        }
    }

    private static func shown(_ input: [UInt8]) -> String {
        let text = input.prefix(4000).map { byte in
            (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\\")
                ? String(Unicode.Scalar(byte)) : "\\x\(String(byte, radix: 16))"
        }.joined()
        return text
    }

    /// A text that is shown to people: one line, of some length, without anything a terminal obeys.
    static func expectOneLine(_ text: String?, _ what: String) throws {
        guard let text else { return }
        guard text.unicodeScalars.count <= 2000 else {
            throw Finding("\(what) has \(text.unicodeScalars.count) scalars")
        }
        let marks: [Unicode.GeneralCategory] = [.control, .format, .lineSeparator, .paragraphSeparator]
        guard !text.unicodeScalars.contains(where: { marks.contains($0.properties.generalCategory) }) else {
            throw Finding("\(what) is no printable line: \(shown(Array(text.utf8)))")
        }
    }

    static func expect(_ isTrue: Bool, _ what: @autoclosure () -> String) throws {
        guard isTrue else { throw Finding(what()) }
    }

    /// What a parser took; `nil` where it refused the input. It has to do so in a line that can be shown.
    static func taken<Value, Refusal: Error>(
        saying sentence: (Refusal) -> String = { "\($0)" }, _ parse: () throws(Refusal) -> Value
    ) throws -> Value? {
        switch Result(catching: parse) {
        case .success(let value): return value
        case .failure(let error):
            try expectOneLine(sentence(error), "a refusal")
            return nil
        }
    }
}
