/// Takes a command apart as a POSIX shell would, without expanding anything: what Python's `shlex.split` does, which
/// botocore uses for `credential_process`.
enum ShellWords {
    private enum State {
        case outside
        case inside
        case quoted(Unicode.Scalar)
        case escaped(within: Unicode.Scalar?)
    }

    /// - Returns: `nil` if a quotation mark or a backslash has no end.
    static func split(_ command: String) -> [String]? {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var state = State.outside
        for scalar in command.unicodeScalars {
            switch state {
            case .outside, .inside:
                switch scalar {
                case " ", "\t", "\r", "\n":
                    if case .inside = state { words.append(String(word)) }
                    word = String.UnicodeScalarView()
                    state = .outside
                case "'", "\"": state = .quoted(scalar)
                case "\\": state = .escaped(within: nil)
                default:
                    word.append(scalar)
                    state = .inside
                }
            case .quoted(let mark):
                switch scalar {
                case mark: state = .inside
                case "\\" where mark == "\"": state = .escaped(within: mark)
                default: word.append(scalar)
                }
            case .escaped(within: nil):
                word.append(scalar)
                state = .inside
            case .escaped(within: let mark?):
                if scalar != mark && scalar != "\\" { word.append("\\") }
                word.append(scalar)
                state = .quoted(mark)
            }
        }
        switch state {
        case .outside: return words
        case .inside: return words + [String(word)]
        case .quoted, .escaped: return nil
        }
    }
}
