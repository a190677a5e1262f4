import Failures
import ModelStudio
import Testing

@Suite("an input's URL")
struct InputURLTests {
    @Test(
        "passes as it is, with what has to be encoded encoded",
        arguments: [
            ("https://h.example/a.png", "https://h.example/a.png"),
            ("HTTP://H.example:8080", "http://H.example:8080"),
            (
                "https://h.example/a%20b%E4%BD%A0.png?x=%2B&y=a+b#f",
                "https://h.example/a%20b%E4%BD%A0.png?x=%2B&y=a+b#f"
            ),
            ("https://h.example/a b.png?c=d e", "https://h.example/a%20b.png?c=d%20e"),
            ("https://h.example/é/你好.png?ü=ß", "https://h.example/%C3%A9/%E4%BD%A0%E5%A5%BD.png?%C3%BC=%C3%9F"),
            ("https://h.example?日=1", "https://h.example?%E6%97%A5=1"),
            ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
            ("https://8.8.8.8/a", "https://8.8.8.8/a"), ("https://[2400:3200::1]:1/a", "https://[2400:3200::1]:1/a"),
            ("https://h.example/a@b:c//d/../e", "https://h.example/a@b:c//d/../e"),
            ("oss://dashscope-instant/k/a.png", "oss://dashscope-instant/k/a.png"),
            ("https://h.example/100%", "https://h.example/100%"),
        ])
    func good(text: String, expected: String) throws {
        #expect(try InputURL.checked(text, what: "image") == expected)
        #expect(try InputURL.checked(expected, what: "image") == expected)
    }

    @Test(
        "does not pass when the service could not fetch it",
        arguments: [
            "", "a.png", "/a.png", "ftp://h.example/a", "file:///etc/passwd", "data:image/png;base64,AA",
            "https:h.example",
            " https://h.example/a", "https://h.example/a ", "https://h.example/a\n", "https://h.example/a\tb",
            "https://h.example/a\r\nX: y", "https://h.example/\u{0}", "https://h.example/\u{85}",
            "https://", "https:///a", "https://?a", "https://:80/", "https://h.example:0/", "https://h.example:99999/",
            "https://u:s3cret@h.example/a", "https://u@h.example/", "https://bücher.example/a", "https://h example/a",
            "https://h\\.example/a", "https://-/a", "https://h%2eexample/", "https://[fe80::1%25eth0]/", "https://[::1",
            "http://localhost/a", "http://a.localhost:80/", "http://127.0.0.1/a", "http://127.1/a",
            "http://2130706433/",
            "http://0x7f.1/", "http://0177.0.0.1/", "http://10.0.0.1/", "http://192.168.1.1/",
            "http://169.254.169.254/",
            "http://100.100.100.200/", "http://[::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://0/",
            "oss://", "oss:///k", "oss://u@b/k",
        ])
    func bad(text: String) {
        let failure = #expect(throws: Failure.self) { try InputURL.checked(text, what: "video") }
        #expect(failure?.code == "studio.bad-input-url")
        #expect(failure?.disposition == .giveUp)
        #expect(failure?.message.hasPrefix("the URL of the video ") == true)
        #expect(failure?.description.contains("s3cret") == false)
    }

    @Test(
        "a gateway of one's own may reach a private network",
        arguments: ["http://127.0.0.1:8080/a", "https://10.0.0.1/a"])
    func privateNetwork(text: String) throws {
        #expect(try InputURL.checked(text, what: "image", allowsPrivate: true) == text)
        #expect(throws: Failure.self) { try InputURL.checked(text, what: "image") }
    }
}
