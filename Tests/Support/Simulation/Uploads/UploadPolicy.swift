import Digests
import FoundationEssentials
import Redaction
import RequestSigning

/// The permission to upload files for one model for some minutes (Alibaba Cloud Model Studio, "Upload local files to
/// get temporary URLs"; Alibaba Cloud OSS, "PostObject").
struct UploadPolicy: Sendable {
    static let bytesPerMegabyte: Int64 = 1 << 20

    var model: String
    /// The folder all keys lie in, without a slash at its end.
    var folder: String
    var expires: Date
    /// The largest size of a file.
    var limit: Int64
    /// The policy as the form carries it: base64 of a JSON document.
    var text: String

    init(model: String, expires: Date, limit: Int64, now: Date) throws {
        let id = UUID().uuidString.lowercased()
        self.model = model
        self.expires = expires
        self.limit = limit
        folder = "dashscope-instant/\(id.prefix(8))/\(StudioTime.dayStamp(now))/\(id)"
        let document: JSON = [
            "expiration": .string(StudioTime.iso8601(expires)),
            "conditions": [
                ["content-length-range", 0, .integer(limit)], ["starts-with", "$key", .string(folder)],
                ["eq", "$x-oss-object-acl", "private"], ["eq", "$x-oss-forbid-overwrite", "true"],
            ],
        ]
        text = base64([UInt8](try document.serialized()))
    }

    /// HMAC-SHA1 of the base64 text.
    func signature(_ credentials: SigningCredentials) -> String {
        base64(HMAC.sha1(key: Array(credentials.secretAccessKey.reveal().utf8), Array(text.utf8)))
    }

    /// What of a form's fields is against the policy; `nil` if nothing is.
    func objection(to fields: [String: String], now: Date) -> OSSError? {
        guard now <= expires else { return .againstPolicy("Policy expired.") }
        guard fields["key"]?.hasPrefix(folder + "/") == true else {
            return .againstPolicy("Policy Condition failed: [\"starts-with\", \"$key\", \"\(folder)\"]")
        }
        for (name, value) in [("x-oss-object-acl", "private"), ("x-oss-forbid-overwrite", "true")]
        where fields[name] != value {
            return .againstPolicy("Policy Condition failed: [\"eq\", \"$\(name)\", \"\(value)\"]")
        }
        return nil
    }
}
