import Foundation
import Redaction
import RequestSigning
import WireFormats

/// One request that keepreel and Alibaba's SDKs both sign, as raw values.
struct OSSJudgedCase: Codable, Sendable {
    enum Version: String, Codable {
        case v1, v4
    }

    var version: Version
    var method: String
    var host: String
    /// Empty for the service itself.
    var bucket: String
    /// Empty for the bucket itself.
    var key: String
    var query: [[String]]
    var encodedQuery = ""
    /// No name twice.
    var headers: [[String]]
    var additionalHeaders: [String]
    var accessKeyID: String
    var secret: String
    var token: String?
    var region: String
    var product: String
    var time: Int64
    /// The lifetime of a signed URL; `nil` for signing by header.
    var expires: Int?

    var queryPairs: [(String, String)] { query.map { ($0[0], $0[1]) } }

    var credentials: SigningCredentials {
        SigningCredentials(
            accessKeyID: accessKeyID, secretAccessKey: Secret(secret), sessionToken: token.map { Secret($0) })
    }

    var head: RequestHead {
        RequestHead(
            method: method, host: host, encodedPath: "/\(PercentEncoding.path(key))", query: queryPairs,
            headers: headers.map { ($0[0], $0[1]) })
    }

    var resource: String { bucket.isEmpty ? "/" : PercentEncoding.path("/\(bucket)/\(key)") }

    var signer: OSSV4Signer { OSSV4Signer(credentials: credentials, region: region, product: product) }

    /// The value of a field as a server sees it; empty without the field.
    func header(_ name: String) -> String {
        (headers.first { $0[0].lowercased() == name }?[1] ?? "").trimmingCharacters(
            in: CharacterSet(charactersIn: " \t"))
    }
}
