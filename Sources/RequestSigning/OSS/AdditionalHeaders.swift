/// The fields a request signs beyond those that OSS signs unasked.
struct AdditionalHeaders: Sendable {
    /// Lower case, sorted, each once.
    let names: [String]

    /// - Parameters:
    ///   - wanted: names in any case and order. Those that are signed anyway do not count, as OSS refuses to see them
    ///     named; nor do those without a value, as the official SDKs leave them out.
    ///   - headers: all fields that are sent.
    init(_ wanted: [String], among headers: [(String, String)]) {
        let present = Set(
            headers.filter { !CanonicalHeaders.trimmed($0.1).isEmpty }.map { $0.0.lowercased() })
        names = Set(wanted.map { $0.lowercased() }).intersection(present)
            .filter { !CanonicalHeaders.isSignedByOSS($0) }
            .sorted()
    }

    /// The names as they are signed and sent; `nil` without any, when a request must not mention them at all.
    var text: String? { names.isEmpty ? nil : names.joined(separator: ";") }
}
