import Manifest

extension TaskRecord {
    /// Why it failed at Model Studio, with what its support asks for.
    var failureText: String {
        let reason = error.map { "\($0)" } ?? "no reason given"
        return requestID.map { "\(reason) (request \($0))" } ?? reason
    }
}
