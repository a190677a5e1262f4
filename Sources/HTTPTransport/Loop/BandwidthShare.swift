/// Splits one bandwidth evenly among the sources that are being read.
final class BandwidthShare {
    private let total: Int64
    private var sources: [ObjectIdentifier: EasyTransfer] = [:]

    /// - Parameter total: bytes per second; 0 is no limit.
    init(total: Int64) { self.total = total }

    func join(_ source: EasyTransfer) {
        guard total > 0 else { return }
        sources[ObjectIdentifier(source)] = source
        divide()
    }

    func leave(_ source: EasyTransfer) {
        guard sources.removeValue(forKey: ObjectIdentifier(source)) != nil else { return }
        divide()
    }

    private func divide() {
        for source in sources.values { source.limitReceiving(to: max(1, total / Int64(sources.count))) }
    }
}
