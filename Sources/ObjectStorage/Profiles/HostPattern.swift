/// A host name with places: `{region}` within a label, or `*` for a whole label.
struct HostPattern: Sendable, Equatable {
    /// What a fitting host names.
    struct Match { var region: String? }

    let text: String
    private let labels: [Substring]

    init(_ pattern: String) {
        text = pattern
        labels = pattern.split(separator: ".")
    }

    /// `nil` if the host does not fit.
    func match(_ host: String) -> Match? { match(Self.labels(of: host)) }

    static func labels(of host: String) -> [Substring] { host.split(separator: ".", omittingEmptySubsequences: false) }

    /// - Parameter parts: the host's labels.
    func match(_ parts: [Substring]) -> Match? {
        guard parts.count == labels.count else { return nil }
        var region: String?
        for (label, part) in zip(labels, parts) {
            guard !part.isEmpty else { return nil }
            if label == "*" { continue }
            guard let place = label.firstRange(of: "{region}") else {
                guard label == part else { return nil }
                continue
            }
            let (before, after) = (label[..<place.lowerBound], label[place.upperBound...])
            guard part.count > before.count + after.count, part.hasPrefix(before), part.hasSuffix(after) else {
                return nil
            }
            region = String(part.dropFirst(before.count).dropLast(after.count))
        }
        return Match(region: region)
    }
}
