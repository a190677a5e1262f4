import Redaction
import RequestSigning
import Testing
import WireFormats

/// The example account, time and requests of the Amazon S3 API Reference.
enum AWSExamples {
    static let time = SigningTime(unixSeconds: 1_369_353_600)

    static let signer = SigV4Signer(
        credentials: SigningCredentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
        region: "us-east-1")

    static let host = "examplebucket.s3.amazonaws.com"

    /// One published request with the hash of its canonical form and its signature.
    struct SignedByHeader: Sendable, CustomTestStringConvertible {
        let head: RequestHead
        let payload: PayloadHash
        let canonicalHash: String
        let signature: String

        var testDescription: String { "\(head.method) \(head.encodedPath)?\(head.encodedQuery) \(payload)" }
    }

    static let signedByHeader = [
        SignedByHeader(
            head: RequestHead(
                method: "GET", host: host, encodedPath: "/test.txt", headers: [("Range", "bytes=0-9")]),
            payload: .empty,
            canonicalHash: "7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        SignedByHeader(
            head: RequestHead(
                method: "PUT", host: host, encodedPath: PercentEncoding.path("/test$file.text"),
                headers: [
                    ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ]),
            payload: .of(Array("Welcome to Amazon S3.".utf8)),
            canonicalHash: "9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        SignedByHeader(
            head: RequestHead(method: "GET", host: host, encodedPath: "/", query: [("lifecycle", "")]),
            payload: .empty,
            canonicalHash: "9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        SignedByHeader(
            head: RequestHead(
                method: "GET", host: host, encodedPath: "", query: [("prefix", "J"), ("max-keys", "2")]),
            payload: .empty,
            canonicalHash: "df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
        SignedByHeader(
            head: chunkedUpload([("Content-Length", "66824")]),
            payload: .streaming,
            canonicalHash: "cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455",
            signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"),
        SignedByHeader(
            head: chunkedUpload([("x-amz-trailer", "x-amz-checksum-crc32c")]),
            payload: .streamingTrailer,
            canonicalHash: "44d48b8c2f70eae815a0198cc73d7a546a73a93359c070abbaa5e6c7de112559",
            signature: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"),
    ]

    /// The upload of 66560 bytes that both chapters about chunked bodies show.
    private static func chunkedUpload(_ further: [(String, String)]) -> RequestHead {
        RequestHead(
            method: "PUT", host: "s3.amazonaws.com", encodedPath: "/examplebucket/chunkObject.txt",
            headers: further + [
                ("Content-Encoding", "aws-chunked"), ("x-amz-decoded-content-length", "66560"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ])
    }
}
