/// Header fields as they are signed: names in lower case and sorted, the values of a repeated name joined by commas.
struct CanonicalHeaders: Sendable {
    /// One line `name:value` for each name, each with its line feed.
    let text: String
    /// The names, joined by `;`.
    let signedNames: String

    /// - Parameters:
    ///   - headers: the fields in any case and order.
    ///   - isSigned: tells by its name in lower case whether a field is signed.
    ///   - form: brings a value into the form that is signed.
    init(_ headers: [(String, String)], where isSigned: (String) -> Bool, form: (String) -> String) {
        var values: [String: [String]] = [:]
        for (name, value) in headers {
            let name = name.lowercased()
            if isSigned(name) { values[name, default: []].append(form(value)) }
        }
        let sorted = values.sorted { $0.key < $1.key }
        text = sorted.map { "\($0.key):\($0.value.joined(separator: ","))\n" }.joined()
        signedNames = sorted.map(\.key).joined(separator: ";")
    }
}
