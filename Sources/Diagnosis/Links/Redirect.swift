import HTTPTransport

/// Where a `Location` leads (RFC 9110, 10.2.2; RFC 3986, 5.2, for the forms that servers send).
enum Redirect {
    /// - Parameter base: URL of the request, absolute.
    /// - Returns: an absolute http or https URL; `nil` for anything else.
    static func target(_ location: String, from base: String) -> String? {
        let url: String
        if location.contains("://") {
            url = location
        } else if let schemeEnd = base.firstRange(of: "://") {
            let pathStart = base[schemeEnd.upperBound...].firstIndex { "/?#".contains($0) } ?? base.endIndex
            if location.hasPrefix("//") {
                url = base[..<schemeEnd.lowerBound] + ":" + location
            } else if location.hasPrefix("/") {
                url = base[..<pathStart] + location
            } else {
                let pathEnd = base[pathStart...].firstIndex { "?#".contains($0) } ?? base.endIndex
                let folder =
                    base[pathStart..<pathEnd].lastIndex(of: "/").map { base[...$0] } ?? base[..<pathStart] + "/"
                url = folder + location
            }
        } else {
            return nil
        }
        let withoutFragment = url.prefix { $0 != "#" }
        return URLParts(String(withoutFragment)) == nil ? nil : String(withoutFragment)
    }
}
