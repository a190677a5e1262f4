/// How many replies a second come in, smoothed over half-second spans as botocore does (facts 4.5).
struct RequestRate: Sendable, Equatable {
    /// Weight of the latest span.
    private static let smoothing = 0.8
    /// Seconds.
    private static let span = 0.5

    /// Replies a second.
    private(set) var measured = 0.0
    private var count = 0.0
    /// Start of the running span.
    private var spanStart: Double

    /// - Parameter start: seconds since the fixed moment all times count from.
    init(start: Double) { spanStart = Self.spanStart(of: start) }

    /// A reply came.
    mutating func record(at seconds: Double) {
        count += 1
        let start = Self.spanStart(of: seconds)
        guard start > spanStart else { return }
        measured = count / (start - spanStart) * Self.smoothing + measured * (1 - Self.smoothing)
        count = 0
        spanStart = start
    }

    private static func spanStart(of seconds: Double) -> Double { (seconds / span).rounded(.down) * span }
}
