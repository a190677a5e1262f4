import HTTPTransport
import Pacing
import Redaction
import RequestSigning
import TestClocks

@testable import ObjectStorage

extension Bucket {
    /// 2023-11-14T22:13:20Z, the time of buckets without another.
    static let testTime: Int64 = 1_700_000_000

    static let testSecret = "hush-hush-secret"
    static let testToken = "hush-hush-token"

    /// The bucket `videos` at `https://s3.example` (path style, generic), or as the parameters say.
    static func fixture(
        endpoint: String? = "https://s3.example", region: String? = nil, profile: String? = nil,
        dialect: Dialect = .s3, addressing: Addressing? = nil, payloadSigning: PayloadSigning = .auto,
        token: String? = nil, credentials: (any SigningCredentialSource)? = nil, http: ScriptedHTTP = ScriptedHTTP(),
        retries: Int = 0, now: @escaping @Sendable () -> Int64 = { testTime }
    ) throws -> Bucket {
        let location = try BucketLocation(
            bucket: "videos", endpoint: endpoint, region: region, profile: profile, addressing: addressing,
            dialect: dialect)
        let fixed = SigningCredentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret(testSecret), sessionToken: token.map { Secret($0) })
        return Bucket(
            location: location, credentials: credentials ?? FixedCredentials(fixed), payloadSigning: payloadSigning,
            http: http, retries: retries, backoff: { _ in .zero },
            throttle: RequestThrottle(clock: TestClock().waitClock), now: now)
    }

    /// Alibaba's own in Hangzhou.
    static func oss(
        endpoint: String? = "https://oss-cn-hangzhou.aliyuncs.com", token: String? = nil,
        http: ScriptedHTTP = ScriptedHTTP(), retries: Int = 0
    ) throws -> Bucket {
        try fixture(endpoint: endpoint, dialect: .oss, token: token, http: http, retries: retries)
    }

    /// An upload whose bytes are never sent.
    func put(_ object: ObjectUpload, length: Int64) async throws -> Upload {
        try await put(object, length: length, digests: digests())
    }
}

extension ObjectUpload {
    /// An MP4 with nothing else to it.
    static func video(_ key: String = "k.mp4", token: String? = nil, overwrites: Bool = true) -> ObjectUpload {
        var object = ObjectUpload(key: key, contentType: "video/mp4")
        if let token { object.metadata = [(tokenName, token)] }
        object.overwrites = overwrites
        return object
    }
}

extension BodyDigests {
    /// Over bytes.
    func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }
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
