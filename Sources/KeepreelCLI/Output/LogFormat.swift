import ArgumentParser

/// The form of what goes to standard error.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    /// Lines for people.
    case text
    /// One JSON object a line.
    case json

    /// - Parameter arguments: of the command line, which need not be in order.
    init(askedForBy arguments: [String]) {
        let name = "--log-format"
        let own = arguments.prefix { $0 != "--" }
        let words = own.indices.compactMap { position -> String? in
            if own[position] == name, position + 1 < own.endIndex { return own[position + 1] }
            return own[position].hasPrefix(name + "=") ? String(own[position].dropFirst(name.count + 1)) : nil
        }
        self = words.last.flatMap(LogFormat.init) ?? .text
    }
}

/// How much a log line matters.
enum LogLevel: String {
    /// What happens.
    case info
    /// What should be known, and changes no result.
    case warning
    /// What failed.
    case error
}
