import Redaction

/// A value in quotes as messages show it, shortened and on one line; `nil` if it may hold a password.
func shown(_ value: String) -> String? {
    guard !value.contains("@") else { return nil }
    let text = String(String.UnicodeScalarView(value.unicodeScalars.map { $0.isControl ? " " : $0 }))
    let safe = text.contains("://") ? redactedURL(text) : text
    return safe.count > 60 ? "'\(safe.prefix(57))...'" : "'\(safe)'"
}
