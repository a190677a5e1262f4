import FoundationEssentials

/// A JSON value as far as jobs hold such.
enum JobValue: Decodable, Equatable {
    case text(String)
    case flag(Bool)
    case object([String: JobValue])
    case null
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let members = try? container.decode([String: JobValue].self) {
            self = .object(members)
        } else {
            self = .other
        }
    }
}
