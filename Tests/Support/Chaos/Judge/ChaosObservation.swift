import TestServers

/// What can be seen from outside after a chaos run.
public struct ChaosObservation: Sendable {
    /// An object of the bucket.
    public struct Object: Sendable, Equatable {
        /// Its key.
        public var key: String
        /// Its length in bytes.
        public var size: Int64
        /// Its CRC-64/XZ, decimal.
        public var crc64: String
        /// Whether its bytes are those of the video its key names.
        public var isIdentical: Bool
        /// What is kept with it, without prefixes.
        public var metadata: [String: String]

        /// Describes an object.
        public init(
            key: String, size: Int64, crc64: String, isIdentical: Bool, metadata: [String: String] = [:]
        ) {
            self.metadata = metadata
            self.key = key
            self.size = size
            self.crc64 = crc64
            self.isIdentical = isIdentical
        }
    }

    /// What the bucket holds.
    public var objects: [Object] = []
    /// The keys of uploads that nobody ended.
    public var openUploads: [String] = []
    /// What the manifest says in full.
    public var entries: [ExportedVideo] = []
    /// The state of each task as `keepreel status` has it.
    public var states: [String: String] = [:]
    /// The bodies the storage was sent.
    public var bodies: [SentBody] = []
    /// How each run ended.
    public var notes: [RunNote] = []
    /// How often a run was killed.
    public var kills = 0

    /// Nothing was seen yet.
    public init() {}
}

extension ChaosObservation {
    /// How often a video was sent in full, which is as often as its least sent part, and how many bytes of it in all
    /// bodies that came to their end; the largest of them is a part.
    func sent(_ video: PlannedVideo) -> (inFull: Int, bytes: Int64, part: Int64) {
        let whole = bodies.filter { $0.isWhole && $0.key.contains(video.id) }
        let counts = Dictionary(grouping: whole, by: \.part).mapValues(\.count).values
        return (counts.min() ?? 0, whole.reduce(0) { $0 + $1.bytes }, whole.map(\.bytes).max() ?? 0)
    }
}
