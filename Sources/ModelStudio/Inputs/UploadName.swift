/// The name a local file is uploaded under. It becomes part of an object key, so only plain ASCII stays.
enum UploadName {
    private static let longest = 100
    private static let longestExtension = 16

    /// The base name of the path with every other character as `_`. A name without extension gets the content's. What
    /// follows a question mark is left out: tools name a download by its whole URL, with the signature.
    static func of(path: String, contentType: String) -> String {
        let base = path.split(separator: "/").last.map(safe) ?? ""
        var stem = base
        var ending = InputFormat(contentType: contentType).map { ".\($0.usualExtension)" } ?? ""
        if let dot = base.lastIndex(of: "."), dot != base.startIndex {
            let given = base[dot...]
            if (2...longestExtension).contains(given.count) {
                stem = String(base[..<dot])
                ending = String(given)
            }
        }
        stem = String(stem.drop { $0 == "." }.prefix(longest - ending.count))
        return (stem.isEmpty ? "file" : stem) + ending
    }

    private static func safe(_ name: Substring) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix { $0 != "?" }.map { isSafe($0) ? $0 : "_" }))
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
        default: false
        }
    }
}
