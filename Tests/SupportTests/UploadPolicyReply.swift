/// The reply to a request for an upload policy.
struct UploadPolicyReply: Decodable {
    struct Policy: Decodable {
        var policy: String
        var signature: String
        var upload_dir: String
        var upload_host: String
        var expire_in_seconds: Int
        var max_file_size_mb: Int
        var capacity_limit_mb: Int
        var oss_access_key_id: String
        var x_oss_object_acl: String
        var x_oss_forbid_overwrite: String

        /// The fields of the form that goes with it, the file excepted.
        func fields(key: String) -> [String: String] {
            [
                "OSSAccessKeyId": oss_access_key_id, "Signature": signature, "policy": policy,
                "key": "\(upload_dir)/\(key)", "x-oss-object-acl": x_oss_object_acl,
                "x-oss-forbid-overwrite": x_oss_forbid_overwrite, "success_action_status": "200",
                "x-oss-content-type": "image/png",
            ]
        }
    }

    var request_id: String
    var data: Policy
}
