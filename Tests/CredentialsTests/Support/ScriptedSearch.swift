import Failures
import Foundation
import Redaction
import Synchronization

@testable import Credentials

/// Searches whose ends a test decides, under a clock that it moves.
final class ScriptedSearch: Sendable {
    private struct State {
        var now = Machine.noon
        var results: [Result<AccessKey, Failure>] = []
        var started = 0
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Searches begun so far.
    var started: Int { state.withLock { $0.started } }

    /// What the next searches end in; without any, they fail.
    func script(_ results: Result<AccessKey, Failure>...) { state.withLock { $0.results += results } }

    func advance(_ seconds: TimeInterval) { state.withLock { $0.now += seconds } }

    /// Lets no search end until it is released.
    func hold() { state.withLock { $0.isHeld = true } }

    func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHeld = false
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Waits until so many searches have begun.
    func waitForStart(_ count: Int) async { while started < count { await Task.yield() } }

    func keeper() -> CredentialKeeper {
        CredentialKeeper(now: { self.state.withLock { $0.now } }) { () async throws(Failure) in
            try await self.search()
        }
    }

    private func search() async throws(Failure) -> AccessKey {
        state.withLock { $0.started += 1 }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isHeld && !Task.isCancelled { state.held.append(continuation) }
                    return !state.isHeld || Task.isCancelled
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            release()
        }
        guard !Task.isCancelled else { throw .searchCancelled }
        let result = state.withLock { $0.results.isEmpty ? nil : $0.results.removeFirst() }
        return try (result ?? .failure(.credentials("test.nothing", "nothing was scripted", remedy: nil))).get()
    }

    static func key(_ id: String, ends seconds: TimeInterval? = 3600) -> Result<AccessKey, Failure> {
        .success(
            AccessKey(
                id: id, secret: Secret("hush"), expiresAt: seconds.map { Machine.noon.addingTimeInterval($0) },
                origin: "test"))
    }

    static let trouble = Result<AccessKey, Failure>.failure(
        Failure("test.trouble", "the service does not answer", disposition: .retry()))
}
