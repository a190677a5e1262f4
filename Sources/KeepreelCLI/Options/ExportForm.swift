import ArgumentParser

/// The form of an export, and whether it was asked for: the help names the default, and `--publish` takes none.
struct ExportForm: ExpressibleByArgument {
    enum Format: String, CaseIterable {
        case jsonl, json, csv, html
    }

    static let unsaid = ExportForm(format: .jsonl, isSaid: false)

    let format: Format
    let isSaid: Bool

    init?(argument: String) {
        guard let format = Format(rawValue: argument) else { return nil }
        self.init(format: format, isSaid: true)
    }

    private init(format: Format, isSaid: Bool) {
        self.format = format
        self.isSaid = isSaid
    }

    static var allValueStrings: [String] { Format.allCases.map(\.rawValue) }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    var defaultValueDescription: String { format.rawValue }
}
