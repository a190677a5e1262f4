import FoundationEssentials

/// One value of an export line, before it takes the form of a format.
enum ExportValue {
    case absent
    case text(String)
    case integer(Int64)
    case number(Double)
    case time(Date)

    init(_ text: String?) { self = text.map(Self.text) ?? .absent }
    init(_ integer: Int?) { self = integer.map { .integer(Int64($0)) } ?? .absent }
    init(_ integer: Int64?) { self = integer.map(Self.integer) ?? .absent }
    init(_ number: Double?) { self = number.map(Self.number) ?? .absent }
    init(_ time: Date?) { self = time.map(Self.time) ?? .absent }

    /// Appends what both formats write alike: numbers and times, without quotation marks. False for the others.
    func appendPlain(to bytes: inout [UInt8]) -> Bool {
        switch self {
        case .absent, .text: return false
        case .integer(let integer): bytes += String(integer).utf8
        // JSON has no word for what is not finite.
        case .number(let number) where !number.isFinite: return false
        case .number(let number): bytes += number.description.utf8
        case .time(let time): Timestamp(time).append(to: &bytes)
        }
        return true
    }

    /// Appends the value as JSON: a time is a string, what is absent is null.
    func appendJSON(to bytes: inout [UInt8]) {
        if case .time = self {
            bytes.append(UInt8(ascii: "\""))
            _ = appendPlain(to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        } else if case .text(let text) = self {
            JSONText.append(text, to: &bytes)
        } else if !appendPlain(to: &bytes) {
            bytes += "null".utf8
        }
    }
}
