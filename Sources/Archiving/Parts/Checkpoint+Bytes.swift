import FoundationEssentials
import Media

extension ContentCheck.Checkpoint {
    /// As the manifest keeps it; `nil` if it cannot be written down.
    var encoded: [UInt8]? { (try? JSONEncoder().encode(self)).map { Array($0) } }

    /// `nil` for what no version of keepreel that is compatible with this one has written.
    init?(encoded: [UInt8]) {
        guard let checkpoint = try? JSONDecoder().decode(Self.self, from: Data(encoded)) else { return nil }
        self = checkpoint
    }
}
