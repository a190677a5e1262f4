/// Divides one budget of memory among the rings of all relays. Used on the loop's thread.
///
/// The larger a ring, the fewer system calls the same bytes take. A long body repays that, and where there is one film
/// alone it has most of the budget. What a ring leaves is kept for the next: memory fresh from the system costs a small
/// video more than its bytes do.
final class RingStore {
    /// Every relay has so many bytes, whatever is left of the budget.
    static let least = 176 << 10
    /// Beyond this, more does not help.
    static let most = 1 << 20
    /// From this length on a body is long.
    static let long = Int64(8 << 20)

    private let budget: Int
    private var lent = 0
    private var unused: [RingMemory] = []

    /// - Parameter budget: bytes of all rings together.
    init(budget: Int) { self.budget = budget }

    /// Memory for a body: for a long one at most half of what is left, so that there is some for those who come next.
    ///
    /// - Parameter length: bytes of the body, `nil` if that is not known.
    func take(for length: Int64?) -> RingMemory {
        guard length.map({ $0 >= Self.long }) ?? true else { return take(Self.least) }
        var capacity = Self.most
        while capacity > (budget - lent) / 2, capacity > Self.least { capacity /= 2 }
        return take(max(capacity, Self.least))
    }

    /// Memory of exactly so many bytes, for what cannot do with less.
    func take(_ capacity: Int) -> RingMemory {
        lent += capacity
        if let index = unused.lastIndex(where: { $0.bytes.count == capacity }) { return unused.remove(at: index) }
        if lent + unused.reduce(0, { $0 + $1.bytes.count }) > budget { unused = [] }
        return RingMemory(capacity: capacity)
    }

    func giveBack(_ memory: RingMemory) {
        lent -= memory.bytes.count
        if (Self.least...Self.most).contains(memory.bytes.count) { unused.append(memory) }
    }
}
