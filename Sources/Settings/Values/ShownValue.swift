import Redaction

/// A value in quotes as messages show it, shortened and on one line; `nil` if it may hold a password.
func shown(_ value: String) -> String? {
    guard !value.contains("@") else { return nil }
    let text = printable(value)
    let safe = text.contains("://") ? redactedURL(text) : text
    // By scalars: a character may have any number of marks.
    let scalars = safe.unicodeScalars
    return scalars.count > 60 ? "'\(String(scalars.prefix(57)))...'" : "'\(safe)'"
}
