import Manifest

/// Which hooks a run still calls: one that takes too long again and again would keep the next run waiting, too.
struct HookPatience {
    /// Calls of one hook, one after the other, that may take too long.
    static let limit = 3

    private var timeouts: [Notice.Kind: Int] = [:]

    /// Those that are not called any more.
    var givenUp: Set<Notice.Kind> { Set(timeouts.filter { $0.value >= Self.limit }.keys) }

    /// Takes note of how a call ended.
    ///
    /// - Returns: whether the hook is given up with it.
    mutating func note(_ kind: Notice.Kind, isTimedOut: Bool) -> Bool {
        timeouts[kind] = isTimedOut ? timeouts[kind, default: 0] + 1 : 0
        return timeouts[kind] == Self.limit
    }
}
