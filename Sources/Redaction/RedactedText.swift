/// What another program says, fit for logs and errors: URLs without user information, query and fragment, and no value of
/// a signature or token wherever else it is quoted.
public func redactedText(_ text: String) -> String {
    // Most texts are a word or a sentence, and there are thousands of them in a list of tasks.
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: ":") })
    else { return text }
    return text.replacing(quotedURL) { redactedURL(String($0.output)) }.replacing(quotedSignature) { "\($0.output.1)…" }
}

// Regexes are no Sendable, so each use makes its own.
private var quotedURL: Regex<Substring> { /[A-Za-z][A-Za-z0-9+.\-]*:\/\/[^\s"'<>]+/ }

/// A query item, a header field or a part of an Authorization field.
private var quotedSignature: Regex<(Substring, Substring)> {
    /((?i:signature|security-token|accesskeysecret)(?:=|%3[dD])|(?i:security-token):\s*)[^\s&,;"'<>]+/
}
