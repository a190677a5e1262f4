/// Does what has to be done even though the task that asks is cancelled, or comes to be. From then on it has two seconds: a
/// service that does not answer holds up the end of a stopped run no longer.
public func uncancelled<Value: Sendable, Reason: Error>(
    _ body: @escaping @Sendable () async throws(Reason) -> Value
) async throws(Reason) -> Value {
    // Cancelling is handed down to structured tasks only.
    let work = Task { await Result(of: body) }
    return try await withTaskCancellationHandler {
        await work.value
    } onCancel: {
        Task {
            try? await Task.sleep(for: .seconds(2))
            work.cancel()
        }
    }.get()
}
