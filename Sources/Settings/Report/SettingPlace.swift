/// Where a value stands.
enum SettingPlace: Sendable, Equatable {
    case line(file: String, line: Int, column: Int)
    case file(String)
    case variable(String)
    case option(String)
    case defaults
}

extension SettingPlace: CustomStringConvertible {
    var description: String {
        switch self {
        case .line(let file, let line, let column): "\(file):\(line):\(column)"
        case .file(let path): path
        case .variable(let name): "environment variable \(name)"
        case .option(let name): "option \(name)"
        case .defaults: "default"
        }
    }
}
