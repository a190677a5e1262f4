public import Failures
import FoundationEssentials
public import RequestSigning

/// Holds the key of a bucket for the length of a run: looks for it once, and again before it ends.
///
/// However many callers ask, one search is under way at a time. A renewal that fails leaves the old key in use for as
/// long as it lives.
public actor CredentialKeeper {
    private let search: @Sendable () async throws(Failure) -> AccessKey
    private let now: @Sendable () -> Date
    private var lease: Lease?
    private var renewal: Task<Result<AccessKey, Failure>, Never>?
    /// After a renewal that failed.
    private var pauseEnds: Date?

    /// - Parameters:
    ///   - chain: Where the key is looked for.
    ///   - sources: What it is looked for in, and the clock.
    public init(_ chain: CredentialChain, sources: CredentialSources) {
        self.init(now: sources.now) { () async throws(Failure) in try await chain.resolve(in: sources) }
    }

    init(now: @escaping @Sendable () -> Date, search: @escaping @Sendable () async throws(Failure) -> AccessKey) {
        self.search = search
        self.now = now
    }

    /// What is unsafe about where the current key was found; nothing before the first call of ``current()``.
    public var warnings: [CredentialWarning] { lease?.key.warnings ?? [] }

    /// The key to sign with now; call it for every request.
    ///
    /// - Throws: What ``CredentialChain/resolve(in:)`` throws, where there is no living key.
    public func current() async throws(Failure) -> AccessKey {
        guard let lease else { return try await renewed() }
        switch lease.phase(at: now()) {
        case .fresh: return lease.key
        case .early:
            if !isPausing { _ = renewing() }
            return lease.key
        case .late:
            if isPausing { return lease.key }
            do { return try await renewed() } catch {
                guard lease.phase(at: now()) != .over else { throw error }
                return lease.key
            }
        case .over: return try await renewed()
        }
    }

    /// The storage refused these as expired or unknown: looks again, unless that has happened meanwhile.
    ///
    /// - Returns: Whether other ones were found, so that one more try is worth it.
    public func refused(_ credentials: SigningCredentials) async -> Bool {
        if let lease, lease.key.signingCredentials != credentials { return true }
        guard let key = try? await renewed() else { return false }
        return key.signingCredentials != credentials
    }

    private var isPausing: Bool { pauseEnds.map { now() < $0 } ?? false }

    /// The key of the search under way, or of a new one.
    private func renewed() async throws(Failure) -> AccessKey {
        while true {
            let task = renewing()
            let result = await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            switch result {
            case .success(let key): return key
            case .failure(let failure):
                // Another caller was cancelled, and the search with it.
                guard task.isCancelled, !Task.isCancelled else { throw failure }
            }
        }
    }

    private func renewing() -> Task<Result<AccessKey, Failure>, Never> {
        if let renewal { return renewal }
        let task = Task { await renew() }
        renewal = task
        return task
    }

    private func renew() async -> Result<AccessKey, Failure> {
        defer { renewal = nil }
        do throws(Failure) {
            let key = try await search()
            lease = Lease(key: key, obtainedAt: now())
            pauseEnds = nil
            return .success(key)
        } catch {
            pauseEnds = lease.map { now().addingTimeInterval($0.pauseAfterFailure) }
            return .failure(error)
        }
    }
}
