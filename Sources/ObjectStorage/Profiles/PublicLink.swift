/// The address without signature a provider serves objects at, once the bucket allows that.
public struct PublicLink: Sendable, Equatable {
    /// Its form.
    public enum Form: Sendable, Equatable {
        /// Host and path of requests.
        case asRequested
        /// `https://bucket.host/key`, however requests are addressed.
        case virtual
        /// There is none: a domain of the user's own is needed.
        case none
    }

    /// Its form.
    public let form: Form
    /// Browsers are made to download from the provider's own hosts instead of playing.
    public let forcesDownload: Bool

    init(_ form: Form, forcesDownload: Bool = false) {
        self.form = form
        self.forcesDownload = forcesDownload
    }
}
