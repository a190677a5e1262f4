import Failures
import ObjectStorage

/// Goes along a bucket's list beside the archived keys, both in the order of their bytes: no more than a page is ever in
/// memory, and what is nobody's business is jumped over where that saves pages.
struct ListWalk {
    private let bucket: Bucket
    private let prefix: String
    private var plan = LookPlan()
    /// What is left of the last page.
    private var entries: ArraySlice<ObjectsPage.Entry> = []
    /// Where the next page begins.
    private var next: String?
    /// The last key that was listed.
    private var last = ""
    /// Whether nothing follows the last page.
    private var isAtEnd = false
    /// Archived keys that the last page told of.
    private var told: Int?
    /// Keys still to be asked for one by one, before another page is worth it.
    private var toAsk = 0
    /// Whether the server begins a page where it is told.
    private var canJump = true
    /// Why the bucket is not listed any more; every key is asked for then.
    private(set) var refusal: Failure?

    /// - Parameter prefix: all keys begin like that.
    init(bucket: Bucket, prefix: String) {
        self.bucket = bucket
        self.prefix = prefix
    }

    /// What the list says of keys that come behind those of the call before.
    ///
    /// - Parameter hasMore: whether further keys will follow.
    /// - Throws: what requests of any kind would meet.
    mutating func look(at keys: [String], hasMore: Bool) async throws(Failure) -> [Listing] {
        var listings: [Listing] = []
        for (number, key) in keys.enumerated() {
            let remaining = hasMore ? Int.max : keys.count - number
            listings.append(try await look(at: key, remaining: remaining))
        }
        return listings
    }

    private mutating func look(at key: String, remaining: Int) async throws(Failure) -> Listing {
        while refusal == nil {
            entries = entries.drop { KeyOrder.isLess($0.key, key) }
            if let entry = entries.first {
                guard KeyOrder.areEqual(entry.key, key) else { return .absent }
                told = (told ?? 0) + 1
                return .object(entry)
            }
            if isAtEnd { return .absent }
            if toAsk == 0 {
                switch plan.step(told: told, remaining: remaining, follows: next != nil) {
                case .ask(let count): toAsk = count
                case .follow: try await turn(to: key, jumps: false)
                case .jump: try await turn(to: key, jumps: true)
                }
            }
            if toAsk > 0 {
                toAsk -= 1
                // After a pause the next page is judged anew.
                if toAsk == 0 { told = nil }
                return .unasked
            }
        }
        return .unasked
    }

    /// Takes the next page.
    private mutating func turn(to key: String, jumps: Bool) async throws(Failure) {
        let start = KeyOrder.before(key)
        // Nothing is listed twice: where there is nothing to jump over, the next page follows.
        let isJump = canJump && jumps && KeyOrder.isLess(KeyOrder.isLess(prefix, last) ? last : prefix, start)
        do throws(Failure) {
            let page = try await bucket.objects(prefix: prefix, page: isJump ? nil : next, behind: isJump ? start : nil)
            if isJump, let first = page.objects.first, !KeyOrder.isLess(start, first.key) { canJump = false }
            entries = page.objects[...]
            last = page.objects.last?.key ?? last
            next = page.next
            isAtEnd = next == nil
            told = 0
        } catch {
            guard error.leavesRequests, !Task.isCancelled else { throw error }
            refusal = error
        }
    }
}

extension Failure {
    /// Whether the list alone is concerned, so that each object may still be asked for.
    fileprivate var leavesRequests: Bool {
        switch disposition {
        case .stop: saysKindIsRefused
        case .unreachable: false
        case .retry, .renewSource, .refuseContent, .giveUp: true
        }
    }
}
