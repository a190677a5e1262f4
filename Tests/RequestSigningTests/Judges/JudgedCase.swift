import Foundation
import Redaction
import RequestSigning
import WireFormats

/// One request that keepreel and botocore both sign, as raw values.
struct JudgedCase: Codable, Sendable {
    enum Payload: String, Codable, CaseIterable {
        case hashed, unsigned, unsignedTrailer
    }

    var method: String
    var scheme: String
    var host: String
    var path: String
    var query: [[String]]
    var encodedQuery = ""
    var headers: [[String]]
    var body: Data
    var payload: Payload
    var accessKeyID: String
    var secret: String
    var token: String?
    var region: String
    var time: Int64
    /// The lifetime of a presigned URL; `nil` for signing by header.
    var expires: Int?

    var head: RequestHead {
        RequestHead(
            method: method, host: host, encodedPath: PercentEncoding.path(path),
            query: query.map { ($0[0], $0[1]) }, headers: headers.map { ($0[0], $0[1]) })
    }

    var payloadHash: PayloadHash {
        switch payload {
        case .hashed: .of([UInt8](body))
        case .unsigned: .unsigned
        case .unsignedTrailer: .streamingUnsignedTrailer
        }
    }

    var signer: SigV4Signer {
        SigV4Signer(
            credentials: SigningCredentials(
                accessKeyID: accessKeyID, secretAccessKey: Secret(secret), sessionToken: token.map { Secret($0) }),
            region: region)
    }
}
