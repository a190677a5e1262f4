import Manifest

extension TaskRecord {
    /// Why it failed at Model Studio, with what its support asks for.
    var failureText: String {
        let told = error.map { "\($0)" } ?? "no reason given"
        let reason = told.hasSuffix(".") ? String(told.dropLast()) : told
        return requestID.map { "\(reason) (request \($0))" } ?? reason
    }
}
