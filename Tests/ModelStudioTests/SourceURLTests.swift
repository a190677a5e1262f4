import FoundationEssentials
import ModelStudio
import Testing

@Suite("a temporary URL")
struct SourceURLTests {
    @Test(
        "states its expiry in every signature version",
        arguments: [
            ("https://h/a.mp4?Expires=1765298210&OSSAccessKeyId=K&Signature=%2BI8q%3D", 1_765_298_210.0),
            ("https://h/a.mp4?OSSAccessKeyId=K&expires=1765298210#Expires=1", 1_765_298_210),
            (
                "https://h/a?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20251209T163650Z&x-oss-expires=86400",
                1_765_384_610
            ),
            ("https://h/a?X-Amz-Date=20240228T235959Z&X-Amz-Expires=1&X-Amz-Signature=x", 1_709_164_800),
        ] as [(String, Double)])
    func expiry(url: String, seconds: Double) {
        #expect(SignedURL.expiry(url) == Date(timeIntervalSince1970: seconds))
    }

    @Test(
        "without a usable expiry has none",
        arguments: [
            "https://h/a.mp4", "https://h/Expires=1765298210", "https://h/a?Expires=", "https://h/a?Expires=soon",
            "https://h/a?Expires=0", "https://h/a?Expires=-5", "https://h/a?Expires=1765298210000",
            "https://h/a?Expires=99999999999999999999", "https://h/a?x-oss-date=20251209T163650Z",
            "https://h/a?x-oss-date=20251309T163650Z&x-oss-expires=1", "https://h/a?x-oss-expires=86400",
            "https://h/a?x-oss-date=20251209T163650Z&x-oss-expires=9223372036854775807", "https://h/a?#Expires=5", "",
        ])
    func noExpiry(url: String) {
        #expect(SignedURL.expiry(url) == nil)
    }

    @Test("has the deadline of its own, else of the task's end, else of its submission")
    func deadline() {
        let ended = Date(timeIntervalSince1970: 1000)
        let submitted = Date(timeIntervalSince1970: 500)
        let plain = "https://h/a.mp4"
        let cases: [(String, Date?, Date?, Double?)] = [
            ("https://h/a.mp4?Expires=700", ended, submitted, 700), (plain, ended, submitted, 1000 + 86_340),
            (plain, nil, submitted, 500 + 86_340), (plain, nil, nil, nil),
        ]
        for (url, endedAt, submittedAt, expected) in cases {
            let deadline = SignedURL.deadline(url: url, endedAt: endedAt, submittedAt: submittedAt)
            #expect(deadline?.timeIntervalSince1970 == expected)
        }
    }

    @Test(
        "over http on aliyuncs.com is tried by https first",
        arguments: [
            (
                "http://d.oss-cn-beijing.aliyuncs.com/a.mp4?E=1&S=%2B",
                "https://d.oss-cn-beijing.aliyuncs.com/a.mp4?E=1&S=%2B"
            ),
            ("HTTP://d.Aliyuncs.COM:80/a", "https://d.Aliyuncs.COM/a"),
            ("http://d.aliyuncs.com", "https://d.aliyuncs.com"),
        ])
    func upgraded(url: String, secure: String) {
        #expect(SourceURL.candidates(url) == [secure, url])
    }

    @Test(
        "of any other kind is tried as given",
        arguments: [
            "https://d.aliyuncs.com/a", "http://example.com/a.aliyuncs.com", "http://aliyuncs.com.evil.net/a",
            "http://d.aliyuncs.com@evil.net/", "http://evil.net?x=.aliyuncs.com", "http://d.aliyuncs.com:8080/a",
            "http://xaliyuncs.com/", "http://127.0.0.1:9000/a.mp4", "oss://bucket/key", "",
        ])
    func unchanged(url: String) {
        #expect(SourceURL.candidates(url) == [url])
    }
}
