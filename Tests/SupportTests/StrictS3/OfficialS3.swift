import TestServers

/// What botocore saw of a bucket server, as the script that drives it tells; refusals are codes, `nil` is none.
struct OfficialS3: Decodable {
    struct Objects: Decodable {
        var etag: Bool
        var head: [String]
        var range: [String]
        var body: Bool
        var presigned: Bool
        var virtual: Bool
        var again: String?
        var badMD5: String?
        var publicACL: String?
        var listed: Bool
        var deleted: String?
    }

    struct Multipart: Decodable {
        var etag: Bool
        var body: Bool
        var listed: [[Int]]
        var uploads: [String]
        var again: String?
        var small: String?
        var unequal: String?
        var aborted: String?
    }

    struct Checksums: Decodable {
        var good: String?
        var bad: String?
        var head: String?
        var wrong: String?
        var size: String?
        var right: String?
        var sha256: Bool?
    }

    struct Signatures: Decodable {
        var wrongSecret: String?
        var otherRegion: String?
        var wrongSecretInURL: Int
        var unsigned: Int
        var chunks: Int
        var chunksRead: Bool?
        var wrongChunks: Int
        var skewed: String?
    }

    private struct Case: Encodable {
        var endpoint: String
        var regional: String
        var region: String
        var bucket: String
        var accessKeyID: String
        var secretAccessKey: String
        var control: String
        var authority: String?
    }

    var objects: Objects
    var multipart: Multipart
    var checksums: Checksums
    var signatures: Signatures
    var byDefault: String

    /// Lets botocore use the bucket `videos` of a server.
    static func run(against server: StrictS3Server) async throws -> OfficialS3 {
        let input = Case(
            endpoint: server.endpoint, regional: server.endpoint(inRegion: server.region), region: server.region,
            bucket: "videos", accessKeyID: server.administrator.accessKeyID,
            secretAccessKey: server.administrator.secretAccessKey, control: server.control.url,
            authority: server.caPath)
        return try await Python.run("official_s3.py", input)
    }
}
