import Failures
import Testing

@testable import ObjectStorage

@Suite struct PresignedURLTests {
    @Test("a signed link is the object's address with the signature behind it")
    func shape() async throws {
        let url = try await Bucket.fixture().presignedURL(of: "a b/视频.mp4", seconds: 3600)
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        #expect(parts[0] == "https://s3.example/videos/a%20b/%E8%A7%86%E9%A2%91.mp4")
        let pairs = parts[1].split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        #expect(
            pairs.dropLast() == [
                ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
                ["X-Amz-Credential", "AKIDEXAMPLE%2F20231114%2Fus-east-1%2Fs3%2Faws4_request"],
                ["X-Amz-Date", "20231114T221320Z"], ["X-Amz-Expires", "3600"], ["X-Amz-SignedHeaders", "host"],
            ])
        #expect(pairs.last?[0] == "X-Amz-Signature")
        #expect(pairs.last?[1].count == 64)
    }

    @Test("it lives between a second and seven days", arguments: [1, 60, 604_800])
    func lifetimes(seconds: Int) async throws {
        let url = try await Bucket.fixture().presignedURL(of: "k", seconds: seconds)
        #expect(url.contains("X-Amz-Expires=\(seconds)&"))
    }

    @Test("any other lifetime is refused as wrong usage", arguments: [0, -1, 604_801, Int.max, Int.min])
    func wrongLifetimes(seconds: Int) async throws {
        let bucket = try Bucket.fixture()
        let failure = try await #require(throws: Failure.self) {
            try await bucket.presignedURL(of: "k", seconds: seconds)
        }
        #expect(failure.code == "storage.presign-lifetime")
        #expect(failure.disposition == .stop(.usage))
        #expect(failure.remedy != nil)
    }

    @Test("it is the link botocore makes")
    func botocore() async throws {
        let keys = [
            "k", "a/b.mp4", "with space+plus%percent", "why?#hash", "~tilde_-.", "\"'quotes'\"", "视频🎬.mp4", "a//b",
            "a&b=c;d,e!f$g*(h)[i]@j:k", String(repeating: "é", count: 512),
        ]
        let cases = keys.flatMap { key in
            [
                BotocorePresigner.Case(endpoint: "https://s3.example", region: "us-east-1", key: key, seconds: 60),
                BotocorePresigner.Case(
                    endpoint: "http://localhost:8333", region: "eu-west-1", key: key, seconds: 604_800,
                    token: "to/ken+="),
                BotocorePresigner.Case(
                    endpoint: "https://nyc3.digitaloceanspaces.com", region: "nyc3", key: key, seconds: 1,
                    isVirtual: true),
            ]
        }
        let judged = try await BotocorePresigner.urls(for: cases)
        try #require(judged.count == cases.count)
        for (presigned, expected) in zip(cases, judged) {
            let bucket = try Bucket.fixture(
                endpoint: presigned.endpoint, region: presigned.region, token: presigned.token)
            let url = try await bucket.presignedURL(of: presigned.key, seconds: presigned.seconds)
            #expect(Self.base(of: url) == Self.base(of: expected))
            #expect(Self.pairs(of: url) == Self.pairs(of: expected), "\(presigned)")
        }
    }

    private static func base(of url: String) -> Substring { url.prefix { $0 != "?" } }

    /// The query without regard to order, of which botocore has its own.
    private static func pairs(of url: String) -> [Substring] {
        url.drop { $0 != "?" }.dropFirst().split(separator: "&").sorted()
    }
}
