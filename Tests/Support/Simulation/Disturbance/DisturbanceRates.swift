/// How often answers go wrong by chance: shares from 0 to 1, together at most 1.
public struct DisturbanceRates: Sendable, Equatable {
    /// 429 `Throttling.RateQuota`; nothing is done.
    public var throttled: Double
    /// 500 `InternalError`; nothing is done.
    public var failed: Double
    /// The request is carried out; its answer ends in the middle.
    public var cut: Double

    /// Describes the shares.
    public init(throttled: Double = 0, failed: Double = 0, cut: Double = 0) {
        self.throttled = throttled
        self.failed = failed
        self.cut = cut
    }

    /// What a number from 0 to 1, less than 1, brings.
    func fault(at number: Double) -> APIFault? {
        if number < throttled {
            return .status(429, code: "Throttling.RateQuota", message: APIError.tooManyRequests.message)
        }
        if number < throttled + failed { return .status(500, code: "InternalError") }
        return number < throttled + failed + cut ? .cutInHalf : nil
    }
}
