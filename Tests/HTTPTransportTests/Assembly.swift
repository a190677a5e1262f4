import Foundation

/// Lets threads on once so many of them have come.
final class Assembly: Sendable {
    private let condition = NSCondition()
    /// Guarded by the condition.
    nonisolated(unsafe) private var missing: Int

    init(of count: Int) { missing = count }

    func join() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        condition.broadcast()
        while missing > 0 { condition.wait() }
    }
}
