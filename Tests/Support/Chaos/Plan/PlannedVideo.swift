public import Simulation
public import TestServers

/// One video of a chaos run and what goes wrong with it.
public struct PlannedVideo: Sendable, Equatable {
    /// A fault that meets one GET of it.
    public struct SourceTrouble: Sendable, Equatable {
        /// What goes wrong.
        public var fault: Fault
        /// How many GETs go well before.
        public var skipping: Int
    }

    /// Its task's id, which also stands in its key.
    public var id: String
    /// Its length in bytes as the source tells it.
    public var size: Int64
    /// Tells videos of one size apart.
    public var seed: UInt64
    /// What has to become of it.
    public var fate: VideoFate
    /// What goes wrong where it comes from, once each.
    public var sourceTroubles: [SourceTrouble] = []
    /// What goes wrong where it goes to, once each.
    public var storageFaults: [ServerFault] = []
    /// How many of its troubles make everything that was sent worthless, so that no client could do without sending it
    /// again.
    public var spoilings = 0

    /// The bytes the bucket may have under its key.
    public var body: VideoBody { .generated(bytes: size, seed: seed) }

    /// The bytes the source has.
    var sourceBody: VideoBody {
        get throws {
            guard fate == .truncated else { return body }
            return .bytes(try Array(body.allBytes().prefix(Int(size * 3 / 4))))
        }
    }
}
