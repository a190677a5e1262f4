/// Decides whether so much is gone that the settings are likelier to be wrong than the archive, so that nothing is repaired;
/// pure. An emptied, a mistaken or a half-told bucket must not turn an archive into losses.
struct RepairBrake {
    /// So few videos are repaired whatever their share.
    static let few = 10
    /// So many are never repaired at once, and not more wait for the decision.
    static let most = 1000

    /// Whether nothing is to be repaired.
    ///
    /// - Parameters:
    ///   - faulty: videos whose objects are gone or wrong.
    ///   - checked: all videos the bucket gave an answer about.
    static func holds(faulty: Int, of checked: Int) -> Bool {
        faulty > max(few, min(checked / 10, most))
    }
}
