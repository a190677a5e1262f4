import Manifest

extension TaskRecord {
    /// Whether it is known to run in another region, whose tasks this one's service does not know.
    func isElsewhere(than region: String) -> Bool { self.region.map { $0 != region } ?? false }
}
