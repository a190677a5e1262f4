/// Why a link does not play in a browser.
public struct LinkProblem: Sendable, Equatable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// Nobody but the owner may read it.
        case forbidden
        /// There is nothing.
        case missing
        /// The whole object comes instead of the range.
        case noRanges = "no-ranges"
        /// Another media type than it was stored with.
        case mediaType = "media-type"
        /// The browser is told to save it.
        case forcedDownload = "forced-download"
        /// A redirect that no browser can or should follow.
        case redirect
        /// Any other refusal.
        case refused
        /// No response.
        case unreachable
    }

    /// What is wrong.
    public let kind: Kind
    /// What was found, without the link itself and without the final period.
    public let found: String
    /// What to do about it.
    public let remedy: String
}
