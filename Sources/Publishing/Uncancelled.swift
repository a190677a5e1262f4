import Failures

/// Does something to its end even where the task that asks is cancelled meanwhile, or already.
func uncancelled<Value: Sendable>(
    _ body: @escaping @Sendable () async throws(Failure) -> Value
) async throws(Failure) -> Value {
    // A task of its own: cancelling is handed down to structured ones only.
    let work = Task { () async -> Result<Value, Failure> in
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
    return try await work.value.get()
}
