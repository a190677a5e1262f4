import TestServers

/// What Alibaba's official SDKs saw of a bucket server, as the script that drives them tells.
struct OfficialOSS: Decodable {
    /// Status, code and EC of a refusal.
    struct Refusal: Decodable, Equatable {
        var status: Int
        var code: String
        var ec: String

        init(_ status: Int, _ code: String, _ ec: String? = nil) {
            (self.status, self.code, self.ec) = (status, code, ec ?? "0099-00000000")
        }

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            status = try values.decode(Int.self)
            code = try values.decode(String.self)
            ec = try values.decode(String.self)
        }
    }

    struct Head: Decodable, Equatable {
        var length: Int
        var contentType: String
        var storageClass: String
        var metadata: [String: String]
        var crc64: String
    }

    struct Range: Decodable, Equatable {
        var status: Int
        var body: String
        var contentRange: String
    }

    struct Objects: Decodable {
        var etag: Bool
        var crc64: String
        var head: Head
        var acl: String
        var body: Bool
        var range: Range
        var presigned: Bool
        var `public`: Bool
        var again: Refusal
        var deleted: Refusal
        var deletedHead: Refusal
    }

    struct Multipart: Decodable {
        var listed: Bool
        var uploads: [String]
        var crc64: [Bool]
        var body: Bool
        var key: String
        var metadata: [String: String]
        var acl: String
        var again: Refusal
        var small: Refusal
        var aborted: [Refusal]
        var uploader: Bool
    }

    struct Lists: Decodable {
        var second: Bool
        var first: [[[String]]]
    }

    struct Signatures: Decodable {
        var wrongSecret: Refusal
        var wrongSecretInURL: Int
        var wrongRegion: Refusal
        var wrongToken: Refusal
        var skewed: Refusal
        var version1: Refusal
        var range: String
        var presignedPut: Int
        var cname: Bool
        var pathStyle: Refusal
    }

    struct OlderSDK: Decodable {
        var status: Int
        var crc: UInt64
        var get: Bool
        var head: String
        var parts: Bool
        var list: [String]
        var presigned: Bool
        var wrongSecret: Refusal
        var deleted: Bool
    }

    private struct Case: Encodable {
        var endpoint: String
        var cname: String
        var region: String
        var bucket: String
        var accessKeyID: String
        var secretAccessKey: String
        var token: ServerCredential
        var control: String
        var authority: String?
    }

    var versions: [String]
    var objects: Objects
    var multipart: Multipart
    var lists: Lists
    var signatures: Signatures
    var olderSDK: OlderSDK

    /// Lets the SDKs use the bucket `videos` of a server.
    static func run(against server: OSSServer) async throws -> OfficialOSS {
        let input = Case(
            endpoint: server.endpoint, cname: server.cnameURL(of: "videos"), region: server.region, bucket: "videos",
            accessKeyID: server.administrator.accessKeyID, secretAccessKey: server.administrator.secretAccessKey,
            token: server.temporaryUser, control: server.control.url, authority: server.caPath)
        return try await Python.run("official_oss.py", input)
    }
}
