import Failures

/// What an endpoint made of something it was asked to honour.
enum EndpointAnswer: Sendable {
    case honoured
    /// It did not, and how that showed.
    case not(String)
    /// It could not be found out.
    case unknown(Failure)
}
