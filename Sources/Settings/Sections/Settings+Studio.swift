public import Redaction

extension Settings {
    /// Where Model Studio is asked, and as whom.
    public struct Studio: Sendable, Equatable {
        /// The region whose host is asked; keys are valid in one region only.
        public var region = StudioRegion.singapore
        /// Workspace id, a DNS label; selects the workspace's own host.
        public var workspaceID: String?
        /// Base URL such as `https://gateway.example.com/api/v1`; overrides region and workspace host.
        public var endpoint: WebAddress?
        /// The Model Studio API key.
        public var apiKey: Secret?
        /// Most task queries sent in one second.
        public var queriesPerSecond = 15.0

        /// The defaults.
        public init() {}
    }
}
