import Redaction
import WireFormats

/// Texts of services in messages.
enum ServiceText {
    private static let longest = 200

    /// The first line of a text, cut to a message's length, with neither control characters nor what we sent in
    /// confidence: a token service repeats parts of the request where it explains a refusal.
    static func shown(_ text: String, hiding secrets: [Secret] = []) -> String {
        var text = text
        for secret in secrets.map({ $0.reveal() }) where !secret.isEmpty {
            for form in [secret, PercentEncoding.component(secret)] { text = text.replacing(form, with: "REDACTED") }
        }
        let line = trimmed(redactedText(text)).prefix { !$0.isNewline }
        return trimmed(printable(String(line.unicodeScalars.prefix(longest))))
    }
}
