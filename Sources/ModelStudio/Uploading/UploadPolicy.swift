import Failures
import HTTPTransport

/// What the service hands out for one model's temporary uploads (Model Studio, "Upload a file to get a temporary URL").
struct UploadPolicy: Sendable, Equatable {
    /// Where the form goes.
    var host: String
    /// Folder the key has to begin with.
    var directory: String
    /// Largest file, in bytes.
    var largest: Int64?
    /// The policy's own form fields. Together they are the right to upload, so they are never shown.
    var fields: [FormField]

    /// Reads the reply; the fields stand in `data`, and in `output` where the SDK's model of the reply is followed.
    ///
    /// - Parameter mayBePlain: Whether an http upload host is taken, which only a test's service is to name.
    init(_ body: [UInt8], mayBePlain: Bool) throws(Failure) {
        guard let reply = JSONValue(parsing: body) else { throw TaskReportDecoder.badReply("is not JSON") }
        guard let data = [reply["data"], reply["output"]].lazy.compactMap({ $0 }).first(where: { $0.members != nil })
        else {
            if reply["code"]?.text != nil { throw ServiceError.failure(status: 200, reply: reply) }
            throw TaskReportDecoder.badReply("has no upload policy")
        }
        host = try Self.text("upload_host", in: data)
        directory = try Self.text("upload_dir", in: data)
        guard let parts = URLParts(host), parts.scheme == "https" || mayBePlain else {
            throw Failure(
                "studio.bad-upload-host", "the upload host Model Studio named is not an https address",
                remedy: "check studio.endpoint", disposition: .giveUp)
        }
        // Beyond a petabyte a number is no limit, and could not be multiplied.
        largest = data["max_file_size_mb"]?.wholeNumber.flatMap { (1...1_000_000_000).contains($0) ? $0 << 20 : nil }
        fields = []
        for (name, member) in [
            ("OSSAccessKeyId", "oss_access_key_id"), ("Signature", "signature"), ("policy", "policy"),
            ("x-oss-object-acl", "x_oss_object_acl"), ("x-oss-forbid-overwrite", "x_oss_forbid_overwrite"),
        ] {
            fields.append(FormField(name: name, value: try Self.text(member, in: data)))
        }
    }

    private static func text(_ name: String, in data: JSONValue) throws(Failure) -> String {
        let text = data[name]?.text ?? (data[name] == .bool(true) ? "true" : nil)
        guard let text, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw TaskReportDecoder.badReply("has an upload policy without a usable \(name)")
        }
        return text
    }
}
