import FoundationEssentials

/// A key and how long it may be kept. Pure.
///
/// The SDKs begin to renew 15 minutes before the end and insist on it in the last minutes, keys living an hour or more.
/// The windows shrink with what is left of a key when it comes, so that a short one is not renewed at every use.
struct Lease: Sendable {
    /// What is to be done about a key.
    enum Phase {
        /// It has time.
        case fresh
        /// A new one is fetched beside the work.
        case early
        /// A new one is waited for.
        case late
        /// It is of no use any more.
        case over
    }

    let key: AccessKey
    let obtainedAt: Date

    private static let earlyWindow: TimeInterval = 15 * 60
    private static let lateWindow: TimeInterval = 5 * 60
    private static let longestPause: TimeInterval = 30

    private var lifetime: TimeInterval {
        key.expiresAt.map { max(0, $0.timeIntervalSince(obtainedAt)) } ?? .infinity
    }

    func phase(at now: Date) -> Phase {
        guard let end = key.expiresAt else { return .fresh }
        return switch end.timeIntervalSince(now) {
        case ...0: .over
        case ...min(Self.lateWindow, lifetime / 12): .late
        case ...min(Self.earlyWindow, lifetime / 4): .early
        default: .fresh
        }
    }

    /// How long to leave a source alone that failed to renew this key.
    var pauseAfterFailure: TimeInterval { min(Self.longestPause, lifetime / 120) }
}
