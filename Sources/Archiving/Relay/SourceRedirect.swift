import Failures
import HTTPTransport
import Redaction

/// A source that names another place of the video (RFC 9110, section 15.4).
///
/// The request that follows carries nothing of the first one, and its address is judged like any source's: by what its name
/// resolves to, at the moment it connects.
struct SourceRedirect: Error {
    /// So many are followed one after the other.
    static let most = 5

    /// The `Location` field: a reference that may be relative, and signed.
    private let location: Secret

    /// `nil` for a reply that leads nowhere.
    init?(_ head: HTTPResponseHead) {
        guard [301, 302, 303, 307, 308].contains(head.status), let location = head.headers["Location"] else {
            return nil
        }
        self.location = Secret(location)
    }

    /// Where to go on.
    ///
    /// - Parameters:
    ///   - url: that was asked.
    ///   - followed: how many redirects led there.
    /// - Throws: `source.redirected` where no rule allows it.
    func target(from url: String, followed: Int) throws(Failure) -> String {
        guard followed < Self.most else { throw Self.failure("redirects more than \(Self.most) times") }
        let target = Self.resolve(location.reveal(), against: url)
        if let objection = URLRule.objection(to: target) { throw Self.failure("redirects to what \(objection)") }
        if URLParts(url)?.scheme == "https", URLParts(target)?.scheme != "https" {
            throw Self.failure("redirects from https to http")
        }
        return target
    }

    private static func failure(_ what: String) -> Failure {
        Failure("source.redirected", "the source \(what), which is not followed", disposition: .refuseContent)
    }

    /// The absolute form of a reference (RFC 3986, section 5.2.2), without its fragment. libcurl removes dot segments.
    private static func resolve(_ reference: String, against base: String) -> String {
        let reference = reference.prefix { $0 != "#" }
        if let colon = reference.firstIndex(of: ":"), !reference[..<colon].contains(where: { "/?".contains($0) }) {
            return String(reference)
        }
        let base = base.prefix { $0 != "#" }
        guard let separator = base.firstRange(of: "://") else { return String(reference) }
        if reference.hasPrefix("//") { return "\(base[..<separator.lowerBound]):\(reference)" }
        let pathStart = base[separator.upperBound...].firstIndex { "/?".contains($0) } ?? base.endIndex
        let site = base[..<pathStart]
        if reference.hasPrefix("/") { return "\(site)\(reference)" }
        if reference.isEmpty { return String(base) }
        let path = base[pathStart...].prefix { $0 != "?" }
        if reference.hasPrefix("?") { return "\(site)\(path)\(reference)" }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
        return "\(site)\(folder)\(reference)"
    }
}
