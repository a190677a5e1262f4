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
            let hint = nearest(to: unknown, among: words.choices).map { "did you mean '\($0)'?" }
            lines = [
                "keepreel: there is no command '\(unknown)'; \(hint ?? "there are: \(words.choices.joined(separator: ", "))")",
                help,
            ]
            return
        }
        let told = message.split(separator: "\n").prefix { !$0.hasPrefix("Usage:") && !$0.hasPrefix("  See '") }
        lines = told.map { $0.hasPrefix("Help:  ") ? "  " + $0.dropFirst(7) : String($0) } + [help]
    }
}
