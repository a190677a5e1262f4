import Failures

extension Failure {
    /// A failure that ends the run, as without a key nothing can be done.
    static func credentials(_ code: String, _ message: String, remedy: String?) -> Failure {
        Failure(code, message, remedy: remedy, disposition: .stop(.credentials))
    }

    /// The search was cancelled.
    static var searchCancelled: Failure {
        Failure("storage.credentials-cancelled", "the search for credentials was cancelled", disposition: .retry())
    }
}
