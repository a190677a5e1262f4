import Suggestions

/// What is told of arguments that were not understood: what is wrong, and where to read on; pure.
struct UsageError {
    let lines: [String]

    /// - Parameters:
    ///   - message: ArgumentParser's: what is wrong, at times what an option is for, then the usage, which `--help` tells
    ///     better.
    ///   - words: the command that was called.
    init(_ message: String, words: CommandWords) {
        let help = "see: \(words.path.joined(separator: " ")) --help"
        if let unknown = words.unknown {
            let whole = { (words.path.dropFirst() + [$0]).joined(separator: " ") }
            let hint = nearest(to: unknown, among: words.choices).map { "did you mean '\(whole($0))'?" }
            let remedy = hint ?? "there are: \(words.choices.joined(separator: ", "))"
            lines = ["keepreel: there is no command '\(whole(unknown))'; \(remedy)", help]
            return
        }
        let told = message.split(separator: "\n").prefix { !$0.hasPrefix("Usage:") && !$0.hasPrefix("  See '") }
        lines =
            told.enumerated().map { number, line in
                if number == 0 { return Self.plain(String(line)) }
                return line.hasPrefix("Help:  ") ? "  " + line.dropFirst(7) : String(line)
            } + [help]
    }

    /// Options that ArgumentParser does not think of when it looks for the one that was meant.
    private static let everywhere = ["--help", "--version"]

    /// ArgumentParser's sentences in the form of all others: `keepreel: what is wrong; what to do`.
    private static func plain(_ line: String) -> String {
        let prefix = "keepreel: "
        let sentence = line.dropFirst(prefix.count)
        guard line.hasPrefix(prefix), let first = sentence.first else { return line }
        if let option = sentence.wholeMatch(of: /Unknown option '(-[^']*)'/)?.1,
            let near = nearest(to: String(option), among: Self.everywhere)
        {
            return "\(prefix)unknown option '\(option)'; did you mean '\(near)'?"
        }
        let parts = sentence.dropFirst().replacing(". Did you mean", with: "; did you mean").split(
            separator: ". Please provide one of", maxSplits: 1)
        guard parts.count == 2 else { return prefix + first.lowercased() + parts.joined() }
        // Of two it says "'a' and 'b'."
        let choices = parts[1].replacing(" and ", with: " or ")
        return prefix + first.lowercased() + parts[0] + "; write" + (choices.last == "." ? choices.dropLast() : choices)
    }
}
