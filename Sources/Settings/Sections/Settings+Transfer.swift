extension Settings {
    /// How much is moved at once, and how patiently.
    public struct Transfer: Sendable, Equatable {
        /// Videos under way at the same time.
        public var concurrency = 8
        /// Size of one part; a video above it goes up in parts.
        public var partSize = ByteCount(bytes: 16 << 20)
        /// Parts of one video under way at the same time.
        public var partsPerVideo = 4
        /// Bytes a second over all transfers; 0 sets no limit.
        public var bandwidth = ByteCount(bytes: 0)
        /// How long a transfer may stand still before it is tried again.
        public var stallTimeout = Duration.seconds(30)
        /// Repetitions of one failed step; 0 tries once.
        public var retries = 5
        /// Whether loopback, private, link-local and metadata addresses may be a source.
        public var allowPrivateSources = false

        /// The defaults.
        public init() {}
    }
}
