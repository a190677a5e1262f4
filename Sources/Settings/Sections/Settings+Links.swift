extension Settings {
    /// How permanent URLs are formed.
    public struct Links: Sendable, Equatable {
        /// What stands before the encoded object key; without it the bucket's own public address does.
        public var baseURL: WebAddress?

        /// The defaults.
        public init() {}
    }
}
