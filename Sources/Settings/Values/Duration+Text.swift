public import Failures

extension Duration {
    static let expected = "a duration such as 30s, 10m, 24h or 1h30m"

    private static let units: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads whole numbers with the units `d`, `h`, `m`, `s`, `ms`, the larger unit first: `30s`, `1d`, `1h30m`.
    /// A plain `0` is a duration too; other plain numbers are refused, because their unit would be a guess.
    ///
    /// - Throws: ``Failures/Failure`` `config.value`.
    public init(_ text: String) throws(Failure) {
        do {
            try self.init(parsing: text)
        } catch {
            throw error.failure(about: text, expected: Self.expected)
        }
    }

    init(parsing text: String) throws(ValueMistake) {
        guard text != "0" else { self = .zero; return }
        var rest = text[...]
        var units = Self.units[...]
        var total = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let name = rest.dropFirst(digits.count).prefix { !$0.isNumber }
            guard !digits.isEmpty else { throw ValueMistake("is no duration") }
            guard !name.isEmpty else {
                throw ValueMistake("is a duration without a unit", remedy: "write \(text)s, \(text)m or \(text)h")
            }
            guard let index = units.firstIndex(where: { $0.name == name }) else {
                throw ValueMistake("is no duration")
            }
            guard let number = Int(digits),
                case let (part, false) = number.multipliedReportingOverflow(by: units[index].milliseconds),
                case let (sum, false) = total.addingReportingOverflow(part)
            else { throw ValueMistake("is too long") }
            total = sum
            units = units[(index + 1)...]
            rest = rest.dropFirst(digits.count + name.count)
        } while !rest.isEmpty
        self = .milliseconds(total)
    }

    /// The duration in its largest exact unit up to hours, e.g. `24h`, `90s`.
    var settingText: String {
        let milliseconds = Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
        let unit = Self.units.dropFirst().first { milliseconds.isMultiple(of: $0.milliseconds) }
        guard let unit, milliseconds != 0 else { return "0" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
