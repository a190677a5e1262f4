import FoundationEssentials
import SeededRandom

/// In which order tasks are listed; the service documents none.
public enum ListOrder: Sendable, Equatable {
    case newestFirst
    case oldestFirst
    /// Mixed up, in a way that stays the same for the same seed.
    case unordered(seed: UInt64)

    /// The place of a task among the others; those of equal rank go by their ids.
    func rank(of record: TaskRecord) -> Double {
        switch self {
        case .newestFirst: return -record.submitTime.timeIntervalSince1970
        case .oldestFirst: return record.submitTime.timeIntervalSince1970
        case .unordered(let seed):
            // FNV-1a of the id: a hash that is the same in every process.
            let hash = record.task.id.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
            var generator = SeededGenerator(seed: seed ^ hash)
            return Double(generator.next())
        }
    }
}
