extension Settings {
    /// Who is told of what happened.
    public struct Notify: Sendable, Equatable {
        /// Monitor that hears of start, success and failure. Whoever knows the URL can call it: not for logs.
        public var ping: WebAddress?
        /// Absolute path of a Prometheus text file.
        public var metricsFile: String?
        /// Command for each archived video; gets JSON on stdin.
        public var onArchived: String?
        /// Command for each lost video; gets JSON on stdin.
        public var onLost: String?
        /// Command for each video whose deadline is near; gets JSON on stdin.
        public var onAtRisk: String?

        /// The defaults.
        public init() {}
    }
}
