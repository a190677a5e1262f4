/// A host name with places: `{region}` within a label, or `*` for a whole label.
struct HostPattern: Sendable, Equatable {
    /// What a fitting host names.
    struct Match { var region: String? }

    private enum Label: Equatable {
        case any
        case exactly(Substring)
        case region(before: Substring, after: Substring)
    }

    let text: String
    private let labels: [Label]

    init(_ pattern: String) {
        text = pattern
        labels = pattern.split(separator: ".").map { label in
            if label == "*" { return .any }
            guard let place = label.firstRange(of: "{region}") else { return .exactly(label) }
            return .region(before: label[..<place.lowerBound], after: label[place.upperBound...])
        }
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
            switch label {
            case .any: break
            case .exactly(let name):
                guard name == part else { return nil }
            case .region(let before, let after):
                guard part.utf8.count > before.utf8.count + after.utf8.count, part.hasPrefix(before),
                    part.hasSuffix(after)
                else { return nil }
                region = String(part.dropFirst(before.count).dropLast(after.count))
            }
        }
        return Match(region: region)
    }
}
