/// One input of a job as it was given: an address the service fetches itself, or a local file that is uploaded first.
public enum InputReference: Sendable, Hashable {
    case address(String)
    case file(path: String)

    /// What begins with a scheme (RFC 3986, 3.1) and `://` is an address, everything else a path.
    public init(_ text: String) {
        let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound] } ?? ""
        let isScheme =
            scheme.first.map { $0.isASCII && $0.isLetter } == true
            && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        self = isScheme ? .address(text) : .file(path: text)
    }
}
