import Redaction
import RequestSigning
import Testing
import WireFormats

/// The V4 requests of alibabacloud-oss-go-sdk-v2 (oss/signer/signer_test.go).
enum OSSExamples {
    /// One request with its signature.
    struct Signed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var token: Secret?
        var region = "cn-hangzhou"
        var product = "oss"
        var additionalHeaders: [String] = []
        let unixSeconds: Int64
        /// What `Authorization` says between credential and signature.
        var named = ""
        let signature: String

        var signer: OSSV4Signer {
            OSSV4Signer(
                credentials: SigningCredentials(
                    accessKeyID: "ak", secretAccessKey: Secret("sk"), sessionToken: token),
                region: region, product: product)
        }

        var time: SigningTime { SigningTime(unixSeconds: unixSeconds) }
    }

    static let resource = PercentEncoding.path("/bucket/1234+-/123/1.txt")

    /// The lifetime of the signed URLs in seconds.
    static let expires = 599

    static func head(contentType: String) -> RequestHead {
        RequestHead(
            method: "PUT", host: "bucket.oss-cn-hangzhou.aliyuncs.com",
            encodedPath: PercentEncoding.path("/1234+-/123/1.txt"),
            query: [
                ("param1", "value1"), ("+param1", "value3"), ("|param1", "value4"), ("+param2", ""), ("|param2", ""),
                ("param2", ""),
            ],
            headers: [
                ("x-oss-head1", "value"), ("abc", "value"), ("ZAbc", "value"), ("XYZ", "value"),
                ("content-type", contentType),
            ])
    }

    static let byHeader = [
        Signed(
            testDescription: "plain", unixSeconds: 1_702_743_657,
            signature: "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe"),
        Signed(
            testDescription: "with a token", token: Secret("token"), unixSeconds: 1_702_784_856,
            signature: "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea"),
        Signed(
            testDescription: "with additional headers", additionalHeaders: ["ZAbc", "abc"], unixSeconds: 1_702_747_512,
            named: ",AdditionalHeaders=abc;zabc",
            signature: "4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f"),
        Signed(
            testDescription: "with headers named that are signed anyway",
            additionalHeaders: ["x-oss-no-exist", "ZAbc", "x-oss-head1", "abc"], unixSeconds: 1_702_747_512,
            named: ",AdditionalHeaders=abc;zabc",
            signature: "4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f"),
        Signed(
            testDescription: "to a CloudBox", region: "cb-123", product: "oss-cloudbox", unixSeconds: 1_702_743_657,
            signature: "94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43"),
    ]

    static let byQuery = [
        Signed(
            testDescription: "plain", unixSeconds: 1_702_781_677,
            signature: "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe"),
        Signed(
            testDescription: "with a token", token: Secret("token"), unixSeconds: 1_702_785_388,
            signature: "3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5"),
        Signed(
            testDescription: "with additional headers", additionalHeaders: ["ZAbc", "abc"], unixSeconds: 1_702_783_809,
            named: "abc;zabc", signature: "6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7"),
        Signed(
            testDescription: "with headers named that are signed anyway",
            additionalHeaders: ["x-oss-no-exist", "abc", "x-oss-head1", "ZAbc"], unixSeconds: 1_702_783_809,
            named: "abc;zabc", signature: "6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7"),
        Signed(
            testDescription: "to a CloudBox", region: "cb-123", product: "oss-cloudbox",
            additionalHeaders: ["ZAbc", "abc"], unixSeconds: 1_702_781_677, named: "abc;zabc",
            signature: "07284191b9b4978ac3520cd39ee2dea2747eda454089359371ff463a6c7ba20f"),
        Signed(
            testDescription: "to a CloudBox, with headers named that are signed anyway", region: "cb-123",
            product: "oss-cloudbox", additionalHeaders: ["x-oss-no-exist", "abc", "x-oss-head1", "ZAbc"],
            unixSeconds: 1_702_783_809, named: "abc;zabc",
            signature: "16782cc8a7a554523db055eb804b508522e7e370073108ad88ee2f47496701dd"),
    ]
}
