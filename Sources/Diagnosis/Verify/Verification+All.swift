import Failures
import Manifest
import ObjectStorage

extension Verification {
    /// Videos that are read from the manifest at once.
    private static let pageLength = 1000

    func runAll(_ state: inout State, _ report: (VerifiedVideo) throws -> Void) async throws {
        for name in try manifest.archivedBuckets() where !Task.isCancelled {
            if name == bucket.location.bucket {
                try await runOwn(name, &state, report)
            } else {
                try await runOther(name, &state, report)
            }
        }
    }

    /// The bucket of the settings: its list is read beside the manifest, both in the order of their keys.
    private func runOwn(
        _ name: String, _ state: inout State, _ report: (VerifiedVideo) throws -> Void
    ) async throws {
        guard let keys = try manifest.archivedKeys(in: name) else { return }
        let pass = options.isDeep ? try manifest.beginDeepPass(of: name, at: now()) : nil
        if let pass, pass.isContinued {
            let left = try manifest.countUnread(in: name, since: pass.beganAt)
            notice(.passContinues(beganAt: pass.beganAt, left: left))
        }
        var isWhole = false
        defer {
            if let pass, !isWhole {
                state.summary.unread = try? manifest.countUnread(in: name, since: pass.beganAt)
            }
        }
        var walk = ListWalk(bucket: bucket, prefix: KeyOrder.commonPrefix(keys.first, keys.last))
        var position: ObjectPosition?
        repeat {
            let page = try manifest.archivedVideos(
                in: name, after: position, readBefore: pass?.beganAt, limit: Self.pageLength)
            let isListing = walk.refusal == nil
            let listings = try await walk.look(at: page.videos.map { $0.objectKey ?? "" }, hasMore: page.next != nil)
            if isListing, let refusal = walk.refusal { notice(.listRefused(refusal)) }
            try await run(zip(page.videos, listings).map { ($0, $1) }, &state, report)
            if state.faulty.count > RepairBrake.most { try hold(&state, report) }
            position = page.next
        } while position != nil && !Task.isCancelled
        isWhole = !Task.isCancelled
        if pass != nil, isWhole { try manifest.endDeepPass(of: name) }
    }

    /// A bucket the settings do not tell of: its videos are counted and not looked at.
    private func runOther(
        _ name: String, _ state: inout State, _ report: (VerifiedVideo) throws -> Void
    ) async throws {
        var position: ObjectPosition?
        var count = 0
        repeat {
            let page = try manifest.archivedVideos(in: name, after: position, limit: Self.pageLength)
            try await run(page.videos.map { ($0, .unasked) }, &state, report)
            count += page.videos.count
            position = page.next
        } while position != nil && !Task.isCancelled
        if !Task.isCancelled { notice(.otherBucket(name, videos: count)) }
    }
}
