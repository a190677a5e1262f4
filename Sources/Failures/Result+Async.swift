extension Result {
    /// What asynchronous work came to, as `init(catching:)` has it for other work.
    public init(of body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
