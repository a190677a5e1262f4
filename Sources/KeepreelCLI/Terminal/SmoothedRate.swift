import Glibc

/// Bytes a second as people like to see them: what moved lately counts more than what moved before.
struct SmoothedRate: Sendable {
    /// Seconds after which an older rate counts about a third.
    private static let memory = 3.0

    private var last: (bytes: Int64, time: Double)?
    /// Bytes a second; `nil` before the second look.
    private(set) var perSecond: Double?
    private var weight = 0.0

    /// Takes note of how many bytes there are at a moment.
    ///
    /// - Parameter time: in seconds from any beginning. Fewer bytes than before are a new attempt.
    mutating func note(_ bytes: Int64, at time: Double) {
        defer { last = (bytes, time) }
        guard let last, time > last.time else { return }
        let now = Double(max(0, bytes - last.bytes)) / (time - last.time)
        let fade = exp(-(time - last.time) / Self.memory)
        // The first looks count in full: there is nothing older to be mixed with.
        perSecond = ((perSecond ?? 0) * weight * fade + now * (1 - fade)) / (weight * fade + 1 - fade)
        weight = weight * fade + 1 - fade
    }
}
