import Failures

/// One row of the error table: which replies it covers and what they mean.
struct ServiceRule: Sendable {
    /// The service codes a rule covers.
    enum Codes: Sendable {
        /// Any reply, also one without a code of the service.
        case any
        /// Any reply that names a code.
        case named
        /// These codes and their subcodes: `Throttling` covers `Throttling.RateQuota`.
        case families([String])
    }

    /// What is to be done; a retry waits as long as the reply asks for.
    enum Verdict: Sendable {
        case retry
        case giveUp
        case stop(ExitStatus)
    }

    /// What the user is told to do.
    enum Remedy: Sendable, ExpressibleByStringLiteral {
        case none
        case text(String)
        /// What ``AskedService`` says of a refused key.
        case checkKey

        init(stringLiteral text: String) { self = .text(text) }
    }

    var statuses: ClosedRange<Int> = 100...599
    var codes: Codes
    /// Code of the failure.
    var failure: String
    var verdict: Verdict
    var remedy = Remedy.none

    /// Whether the rule covers a reply.
    func covers(status: Int, code: String?) -> Bool {
        guard statuses.contains(status) else { return false }
        switch codes {
        case .any: return true
        case .named: return code != nil
        case .families(let families):
            guard let code = code?.lowercased() else { return false }
            return families.contains { code == $0.lowercased() || code.hasPrefix($0.lowercased() + ".") }
        }
    }
}
