import ArgumentParser

/// The form of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// The option of every command that reports.
struct FormatOption: ParsableArguments {
    @Option(help: "Form of the report.")
    var format = ReportFormat.text
}
