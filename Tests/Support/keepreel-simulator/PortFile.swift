import FoundationEssentials

/// What a starter of the simulator needs to know to use it.
struct PortFile: Encodable {
    /// The base of the API.
    var api: String
    /// The port on 127.0.0.1.
    var port: UInt16

    /// Writes the file in one step, so that whoever sees it sees all of it.
    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        try encoder.encode(self).write(to: URL(filePath: path), options: .atomic)
    }
}
