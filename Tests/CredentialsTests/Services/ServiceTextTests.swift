import Redaction
import Testing

@testable import Credentials

@Suite("Texts of services in messages")
struct ServiceTextTests {
    @Test(
        "one printable line is shown, without what was sent in confidence",
        arguments: [
            ("AccessDenied: no", "AccessDenied: no"), (" a\u{1B}[31m b\u{202E} ", "a [31m b"), ("a\nb", "a"),
            ("\r\n a\r\nb", "a"), ("x hush/1= y hush%2F1%3D", "x REDACTED y REDACTED"), ("hush\n/1=", "hush"),
            (String(repeating: "é", count: 300), String(repeating: "é", count: 200)), ("", ""),
        ])
    func shown(text: String, line: String) {
        #expect(ServiceText.shown(text, hiding: [Secret("hush/1="), Secret("")]) == line)
    }

    @Test("a secret is hidden before the text is cut")
    func cut() {
        let text = String(repeating: "x", count: 195) + "hush-hush-hush"
        #expect(!ServiceText.shown(text, hiding: [Secret("hush-hush-hush")]).contains("hush"))
    }
}
