import Glibc

/// The rate that throttling lowers and time raises again: slowly near the rate that was too much, faster beyond it.
struct CubicRate: Sendable, Equatable {
    /// Factor of the cut.
    private static let beta = 0.7
    private static let scale = 0.4

    /// The rate at the last cut, requests a second.
    private let wall: Double
    /// Seconds since the fixed moment all times count from.
    let cutAt: Double

    /// A cut from this rate.
    init(cutFrom rate: Double, at seconds: Double) {
        wall = rate
        cutAt = seconds
    }

    /// Requests a second, without any bound.
    func rate(at seconds: Double) -> Double {
        let plateau = cbrt(wall * (1 - Self.beta) / Self.scale)
        let distance = seconds - cutAt - plateau
        return Self.scale * distance * distance * distance + wall
    }
}
