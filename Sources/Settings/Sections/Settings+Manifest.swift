extension Settings {
    /// Where the durable records stand.
    public struct Manifest: Sendable, Equatable {
        /// Path of the SQLite file.
        public var path = "~/.local/share/keepreel/manifest.sqlite"

        /// The defaults.
        public init() {}
    }
}
