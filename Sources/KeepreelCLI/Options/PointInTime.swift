import ArgumentParser
import FoundationEssentials

/// A moment as options take it: a span before now (`24h`), a day (`2026-11-20`) or an RFC 3339 time.
struct PointInTime {
    private enum Form {
        case ago(TimeSpan)
        case at(Date)
    }

    private let form: Form

    /// - Throws: a usage error that says what is taken.
    init(text: String) throws {
        if let date = try? Date(text.count == 10 ? text + "T00:00:00Z" : text, strategy: .iso8601) {
            form = .at(date)
        } else if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) || text.hasPrefix("-")
        {
            form = .ago(try TimeSpan(text: text))
        } else if let span = try? TimeSpan(text: text) {
            form = .ago(span)
        } else {
            throw ValidationError("write 24h, 2026-11-20 or 2026-11-20T08:00:00Z")
        }
    }

    func date(now: Date) -> Date {
        switch form {
        case .ago(let span): now - span.seconds
        case .at(let date): date
        }
    }
}
