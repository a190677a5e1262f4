import ArgumentParser
import FoundationEssentials

/// A moment as options take it: a span before now (`24h`), a day (`2026-11-20`) or an RFC 3339 time.
struct PointInTime: ExpressibleByArgument {
    private enum Form {
        case ago(TimeSpan)
        case at(Date)
    }

    private let form: Form

    init?(argument: String) {
        if let span = TimeSpan(argument: argument) {
            form = .ago(span)
        } else if let date = try? Date(argument.count == 10 ? argument + "T00:00:00Z" : argument, strategy: .iso8601) {
            form = .at(date)
        } else {
            return nil
        }
    }

    func date(now: Date) -> Date {
        switch form {
        case .ago(let span): now - span.seconds
        case .at(let date): date
        }
    }
}
