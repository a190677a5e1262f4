import FoundationEssentials
import RequestSigning

extension SimulatorCore {
    /// Hands out a policy; answers the `data` of the reply.
    func uploadPolicy(model: String) throws -> JSON {
        let now = now
        let policy = try UploadPolicy(
            model: model, expires: now + options.uploadPolicyLifetime,
            limit: Int64(options.uploadLimitMegabytes) * UploadPolicy.bytesPerMegabyte, now: now)
        withState { $0.uploadPolicies[policy.text] = policy }
        return [
            "policy": .string(policy.text), "signature": .string(policy.signature(options.credentials)),
            "upload_dir": .string(policy.folder), "upload_host": .string(ownURL),
            "expire_in_seconds": .integer(Int64(options.uploadPolicyLifetime)),
            "max_file_size_mb": .integer(Int64(options.uploadLimitMegabytes)), "capacity_limit_mb": 999_999_999,
            "oss_access_key_id": .string(options.credentials.accessKeyID), "x_oss_object_acl": "private",
            "x_oss_forbid_overwrite": "true",
        ]
    }

    /// Keeps a file, unless there is one of its key.
    func keep(_ file: UploadedFile) throws(OSSError) {
        let isNew = withState { state in
            guard !state.uploads.contains(where: { $0.key == file.key }) else { return false }
            state.uploads.append(file)
            return true
        }
        guard isNew else { throw .fileAlreadyExists }
    }

    /// Why the service will fail to read the inputs of a submit; `nil` if it can.
    func inputFailure(of request: SubmitRequest, isResolving: Bool) -> (code: String, message: String)? {
        let keys = request.uploadedKeys
        guard let first = keys.first else { return nil }
        guard isResolving else {
            return (Self.downloadFailure, "No connection adapters were found for 'oss://\(first)'")
        }
        let usable = withState { state in
            Set(
                state.uploads.filter { $0.model == request.model && $0.uploadedAt + UploadedFile.lifetime > state.now }
                    .map(\.key))
        }
        return keys.first { !usable.contains($0) }.map {
            (Self.downloadFailure, "The file 'oss://\($0)' can not be downloaded.")
        }
    }

    private static let downloadFailure = "InvalidParameter.FileDownload"
}
