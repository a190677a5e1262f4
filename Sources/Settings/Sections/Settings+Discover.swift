extension Settings {
    /// How finished tasks are found that nobody registered.
    public struct Discover: Sendable, Equatable {
        /// Whether a run asks Model Studio for the account's tasks at all.
        public var enabled = true
        /// Models whose tasks are taken; empty takes every model.
        public var models = ["wan2.2-animate-move", "wan2.2-animate-mix"]
        /// How far back tasks are looked for.
        public var window = Duration.seconds(24 * 3600)

        /// The defaults.
        public init() {}
    }
}
