import ArgumentParser

/// Which command the arguments name; pure.
struct CommandWords: Equatable {
    /// The words that name commands, the program's first.
    private(set) var path: [String]
    /// The word where a command is expected and there is none of this name.
    private(set) var unknown: String?
    /// The commands that are expected there.
    private(set) var choices: [String] = []

    /// Whether the help of the command is asked for, by the word `help` or by an option.
    private(set) var isHelp = false

    /// Global options that take the word behind them.
    private static let valued: Set<String> = ["--config", "--progress", "--log-format"]

    init(_ arguments: [String], of root: any ParsableCommand.Type) {
        path = [Self.name(root)]
        var command = root
        var (isValue, isHelpWord) = (false, false)
        isHelp = arguments.prefix { $0 != "--" }.contains { ["-h", "--help"].contains($0) }
        for word in arguments {
            if isValue || word.hasPrefix("-") {
                isValue = !isValue && Self.valued.contains(word)
                continue
            }
            let commands = command.configuration.subcommands
            guard !commands.isEmpty else { return }
            guard let next = commands.first(where: { Self.name($0) == word }) else {
                // ArgumentParser's own, of the program only.
                if word == "help", !isHelpWord, path.count == 1 {
                    (isHelpWord, isHelp) = (true, true)
                    continue
                }
                (unknown, choices) = (word, commands.map(Self.name))
                return
            }
            path.append(word)
            command = next
        }
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? command._commandName
    }
}
