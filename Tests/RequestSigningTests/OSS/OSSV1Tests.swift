import Redaction
import RequestSigning
import Testing

@Suite struct OSSV1Tests {
    /// The documentation's secret for examples.
    private static let documented = Secret("OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV")

    /// The documentation prints the first signature beside the second digest, to which it does not belong.
    @Test(
        "the requests of the documentation get their signatures",
        arguments: [
            ("ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=", "26NBxoKdsyly4EDv6inkoDft/yA="),
            ("eB5eJF1ptWaXm4bijSPyxw==", "hD208RWMpg77svXkQRwWXS+V5KQ="),
        ])
    func documentation(contentMD5: String, signature: String) {
        let computed = OSSV1.signature(
            secret: Self.documented, method: "PUT", contentMD5: contentMD5, contentType: "text/html",
            dateOrExpires: "Thu, 17 Nov 2005 18:49:58 GMT",
            ossHeaders: [("X-OSS-Meta-Author", "foo@bar.com"), ("X-OSS-Magic", "abracadabra")],
            resource: OSSV1.resource(bucket: "oss-example", key: "nelson"))
        #expect(computed == signature)
    }

    @Test("the URL of the documentation gets its signature, percent-encoded in the query")
    func documentedURL() {
        let computed = OSSV1.signature(
            secret: Self.documented, method: "GET", dateOrExpires: "1141889120", resource: "/oss-example/oss-api.pdf")
        #expect(computed == "EwaNTn1erJGkimiJ9WmXgwnANLc=")
        let query = OSSV1.queryString(
            credentials: SigningCredentials(
                accessKeyID: "44CF9590006BF252F707", secretAccessKey: Self.documented),
            method: "GET", bucket: "oss-example", key: "oss-api.pdf", expires: 1_141_889_120)
        #expect(
            query == "Expires=1141889120&OSSAccessKeyId=44CF9590006BF252F707&Signature=EwaNTn1erJGkimiJ9WmXgwnANLc%3D")
    }

    /// From the tests of alibabacloud-oss-go-sdk-v2, as are the next two.
    @Test(
        "uploads of the Go SDK get its signatures",
        arguments: [([], "kSHKmLxlyEAKtZPkJhG9bZb5k7M="), ([("acl", "")], "/afkugFbmWDQ967j1vr6zygBLQk=")])
    func upload(query: [(String, String)], signature: String) {
        let date = "Wed, 28 Dec 2022 10:27:41 GMT"
        let computed = OSSV1.signature(
            secret: Secret("sk"), method: "PUT", contentMD5: "eB5eJF1ptWaXm4bijSPyxw==", contentType: "text/html",
            dateOrExpires: date,
            ossHeaders: [("x-oss-meta-magic", "abracadabra"), ("x-oss-date", date), ("x-oss-meta-author", "alice")],
            resource: OSSV1.resource(bucket: "examplebucket", key: "nelson", query: query))
        #expect(computed == signature)
    }

    @Test(
        "only sub-resources of a bucket are signed, sorted",
        arguments: [
            (
                [("resourceGroup", ""), ("non-resousce", "null")], "/examplebucket/?resourceGroup",
                "vkQmfuUDyi1uDi3bKt67oemssIs="
            ),
            (
                [("resourceGroup", ""), ("non-resousce", "null"), ("acl", "")], "/examplebucket/?acl&resourceGroup",
                "x3E5TgOvl/i7PN618s5mEvpJDYk="
            ),
        ])
    func bucket(query: [(String, String)], resource: String, signature: String) {
        let date = "Wed, 28 Dec 2022 10:27:41 GMT"
        #expect(OSSV1.resource(bucket: "examplebucket", key: "", query: query) == resource)
        let computed = OSSV1.signature(
            secret: Secret("sk"), method: "GET", dateOrExpires: date, ossHeaders: [("x-oss-date", date)],
            resource: resource)
        #expect(computed == signature)
    }

    @Test(
        "URLs of the Go SDK get its signatures, the token a signed sub-resource",
        arguments: [
            (
                "key", nil, 1_699_807_420,
                "Expires=1699807420&OSSAccessKeyId=ak&Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D&versionId=versionId"
            ),
            (
                "key+123", Secret("token"), 1_699_808_204,
                "Expires=1699808204&OSSAccessKeyId=ak&Signature=jzKYRrM5y6Br0dRFPaTGOsbrDhY%3D"
                    + "&security-token=token&versionId=versionId"
            ),
        ] as [(String, Secret?, Int64, String)])
    func url(key: String, token: Secret?, expires: Int64, queryString: String) {
        let computed = OSSV1.queryString(
            credentials: SigningCredentials(
                accessKeyID: "ak", secretAccessKey: Secret("sk"), sessionToken: token),
            method: "GET", bucket: "bucket", key: key, query: [("versionId", "versionId")], expires: expires)
        #expect(computed == queryString)
    }

    @Test("fields are signed without white space before and after")
    func whiteSpace() {
        let signatures = [" a  b\t", "a  b"].map { value in
            OSSV1.signature(
                secret: Secret("sk"), method: "PUT", dateOrExpires: "1", ossHeaders: [("x-oss-meta-a", value)],
                resource: "/b/k")
        }
        #expect(signatures.first == signatures.last)
    }

    @Test("sub-resources known by their beginning are signed, foreign names are not")
    func subresources() {
        let query = [("x-oss-ac-source-ip", "1.2.3.4"), ("resourcePoolInfo", ""), ("x-amz-acl", "1"), ("ACL", "")]
        #expect(
            OSSV1.resource(bucket: "b", key: "k/é +", query: query)
                == "/b/k/é +?resourcePoolInfo&x-oss-ac-source-ip=1.2.3.4")
    }
}
