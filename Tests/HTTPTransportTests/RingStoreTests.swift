import Testing

@testable import HTTPTransport

@Suite("The memory of rings")
struct RingStoreTests {
    @Test(
        "a long body gets at most half of what is left, and every other the least",
        arguments: [
            // One film alone.
            (3 << 20, [nil], [1024]),
            // Parts of films: those who come last still have some.
            (3 << 20, Array(repeating: 16 << 20, count: 6), [1024, 1024, 512, 256, 176, 176]),
            (3 << 20, [0, 100_000, 5_000_000, (8 << 20) - 1, 8 << 20, 1 << 40], [176, 176, 176, 176, 1024, 512]),
            (0, [nil, 5_000_000], [176, 176]),
        ] as [(Int, [Int64?], [Int])])
    func shares(budget: Int, bodies: [Int64?], expected: [Int]) {
        let store = RingStore(budget: budget)
        let taken = bodies.map { store.take(for: $0) }
        #expect(taken.map { $0.bytes.count >> 10 } == expected)
    }

    @Test("what is given back is used again, and counts no more")
    func reuse() {
        let store = RingStore(budget: 3 << 20)
        let first = store.take(for: nil)
        let address = first.bytes.baseAddress
        store.giveBack(first)
        let second = store.take(for: nil)
        #expect(second.bytes.baseAddress == address)
        store.giveBack(second)
        let large = store.take(2 << 20)
        #expect(large.bytes.count == 2 << 20)
        store.giveBack(large)
        #expect(store.take(for: nil).bytes.count == 1 << 20)
    }
}
