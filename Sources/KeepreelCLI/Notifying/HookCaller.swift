import Archiving
import Failures
import FoundationEssentials
import Manifest
import Notifying

/// Calls hooks for what the manifest has noted, one after the other. None of it changes what a run comes to.
struct HookCaller: Sendable {
    let manifest: Manifest
    let hooks: [Notice.Kind: Hook]
    let links: LinkRule
    let console: Console
    let isVerbose: Bool

    /// Calls all that are due, until cancelled.
    func callAll(_ patience: inout HookPatience) async throws(Failure) {
        while !Task.isCancelled,
            let notice = try manifest.nextNotice(of: Set(hooks.keys).subtracting(patience.givenUp))
        {
            guard let hook = hooks[notice.kind] else { return }
            let result = await hook.call(line(notice))
            // The next run calls it again.
            if result.isCancelled { return }
            try manifest.settle(notice, at: Date())
            tell(result, of: notice)
            if patience.note(notice.kind, isTimedOut: result.isTimedOut) {
                console.tell(
                    "\(hook.key) took too long \(HookPatience.limit) times in a row; its other calls are left to the next"
                        + " run", .warning)
            }
        }
    }

    /// The line of an export, and before it what happened.
    private func line(_ notice: Notice) -> [UInt8] {
        var entry: [UInt8] = []
        ExportEntry(notice.task, notice.video, permanentURL: links.url(of:)).appendJSON(to: &entry)
        return Array("{\"event\":\"\(notice.kind.rawValue)\",".utf8) + entry.dropFirst() + [UInt8(ascii: "\n")]
    }

    private func tell(_ result: HookResult, of notice: Notice) {
        let key = notice.video.key
        if let failure = result.failure(of: "\(key)") {
            console.error(failure, .warning, of: key)
        } else if isVerbose {
            let words = result.output.isEmpty ? "" : ": \(result.output)"
            console.tell("the hook for task \(key) (\(notice.kind.rawValue)) has ended\(words)", of: key)
        }
    }
}
