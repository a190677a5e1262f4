import ArgumentParser

/// Which command the arguments name; pure.
struct CommandWords: Equatable {
    /// The words that name commands, the program's first.
    private(set) var path: [String]
    /// The word where a command is expected and there is none of this name.
    private(set) var unknown: String?
    /// The commands that are expected there.
    private(set) var choices: [String] = []

    /// Global options that take the word behind them.
    private static let valued: Set<String> = ["--config", "--progress", "--log-format"]

    init(_ arguments: [String], of root: any ParsableCommand.Type) {
        path = [Self.name(root)]
        var command = root
        var isValue = false
        for word in arguments {
            if isValue || word.hasPrefix("-") {
                isValue = !isValue && Self.valued.contains(word)
                continue
            }
            let commands = command.configuration.subcommands
            guard !commands.isEmpty else { return }
            guard let next = commands.first(where: { Self.name($0) == word }) else {
                // ArgumentParser's own.
                if word == "help" { return }
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
