import Failures
import Glibc

/// Failures of system calls in words.
enum POSIXFailure {
    /// The failure `errno` tells of, right after the call.
    static func last(_ what: String, remedy: String? = nil, status: ExitStatus = .unfinished) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure("system.error", "\(what): \(reason)", remedy: remedy, disposition: .stop(status))
    }
}
