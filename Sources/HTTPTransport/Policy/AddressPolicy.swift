/// Which addresses a connection may be opened to, decided on the resolved address: curl accepts octal, hexadecimal and
/// short spellings, and names resolve to anything, so the text of a URL proves nothing.
public enum AddressPolicy: Sendable, Equatable {
    /// Endpoints the user configured.
    case any
    /// Source URLs, which come from outside: public addresses only.
    case publicOnly

    /// Whether a connection to this address may be opened.
    func allows(_ address: IPAddress) -> Bool {
        self == .any || address.isPublic
    }
}
