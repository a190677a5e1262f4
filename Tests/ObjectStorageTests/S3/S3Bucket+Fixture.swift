import HTTPTransport
import Redaction
import RequestSigning

@testable import ObjectStorage

extension S3Bucket {
    /// 2023-11-14T22:13:20Z, the time of buckets without another.
    static let testTime: Int64 = 1_700_000_000

    static let testSecret = "hush-hush-secret"
    static let testToken = "hush-hush-token"

    /// The bucket `videos` at `https://s3.example` (path style, generic), or as the parameters say.
    static func fixture(
        endpoint: String? = "https://s3.example", region: String? = nil, profile: String? = nil,
        payloadSigning: PayloadSigning = .unsigned, token: String? = nil,
        now: @escaping @Sendable () -> Int64 = { testTime }
    ) throws -> S3Bucket {
        let location = try BucketLocation(
            bucket: "videos", endpoint: endpoint, region: region, profile: profile, addressing: nil)
        let credentials = SigningCredentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret(testSecret), sessionToken: token.map { Secret($0) })
        return S3Bucket(location: location, credentials: credentials, payloadSigning: payloadSigning, now: now)
    }
}

extension HTTPHeaders {
    /// All names in lower case, sorted, repetitions included.
    var names: [String] { fields.map { $0.name.lowercased() }.sorted() }

    /// The names covered by the signature of an `Authorization` field.
    var signedNames: [String] {
        let list = self["Authorization"]?.split(separator: "SignedHeaders=").dropFirst().first?.prefix { $0 != "," }
        return (list ?? "").split(separator: ";").map(String.init)
    }
}
