/// Says once that the machine's clock differs from the service's.
struct ClockWarning {
    /// A smaller difference harms no deadline.
    private static let tolerance = Duration.seconds(60)

    private var isTold = false

    /// - Parameter offset: the service's time minus the machine's.
    /// - Returns: whether it is to be told of now: the first time there is reason for it.
    mutating func isDue(offset: Duration) -> Bool {
        let difference = offset < .zero ? .zero - offset : offset
        guard !isTold, difference > Self.tolerance else { return false }
        isTold = true
        return true
    }
}
