import Testing
import WireFormats

@Suite struct PercentEncodingTests {
    @Test(
        "every byte outside the unreserved set is encoded, the slash only in components",
        arguments: [
            ("", "", ""),
            ("AZaz09-._~", "AZaz09-._~", "AZaz09-._~"),
            ("a/b//c", "a/b//c", "a%2Fb%2F%2Fc"),
            ("a b+c", "a%20b%2Bc", "a%20b%2Bc"),
            ("100%25", "100%2525", "100%2525"),
            ("\u{0}\u{7F}*'()!", "%00%7F%2A%27%28%29%21", "%00%7F%2A%27%28%29%21"),
            ("é影🎬", "%C3%A9%E5%BD%B1%F0%9F%8E%AC", "%C3%A9%E5%BD%B1%F0%9F%8E%AC"),
            ("\r\n", "%0D%0A", "%0D%0A"),
        ])
    func percentEncoding(text: String, path: String, component: String) {
        #expect(PercentEncoding.path(text) == path)
        #expect(PercentEncoding.component(text) == component)
    }

    @Test(
        "of a URL only what it cannot hold is encoded",
        arguments: [
            ("", ""), ("/a%20b?c=d&e=/+#~[]", "/a%20b?c=d&e=/+#~[]"), ("100%", "100%"),
            ("a b\u{0}\u{7F}\r\n", "a%20b%00%7F%0D%0A"), ("é影🎬", "%C3%A9%E5%BD%B1%F0%9F%8E%AC"),
        ])
    func url(text: String, url: String) {
        #expect(PercentEncoding.url(text) == url)
    }

    @Test("query pairs are sorted by encoded name, then by encoded value, and names that begin alike keep apart")
    func query() {
        #expect(PercentEncoding.query([]) == "")
        #expect(
            PercentEncoding.query([("a-b", "1"), ("a", "2"), ("a", "10"), ("é", ""), ("~", "")])
                == "%C3%A9=&a=10&a=2&a-b=1&~=")
        #expect(
            PercentEncoding.query([("a-b", "1"), ("a", "2"), ("a", ""), ("é", ""), ("~", "")], bareNames: true)
                == "%C3%A9&a&a=2&a-b=1&~")
    }
}
