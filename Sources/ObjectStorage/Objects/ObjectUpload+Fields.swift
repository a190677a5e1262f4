import WireFormats

extension ObjectUpload {
    /// The request fields of a single upload; whether it may replace something is said elsewhere.
    func putFields(_ dialect: Dialect) -> [(String, String)] {
        let md5 = contentMD5.map { [("Content-MD5", $0)] } ?? []
        return described(dialect) + md5 + aclFields(dialect)
    }

    /// The request fields that begin a multipart upload. OSS takes the ACL at its end.
    func beginFields(_ dialect: Dialect) -> [(String, String)] {
        described(dialect) + (dialect == .s3 ? aclFields(dialect) : [])
    }

    /// The request fields that complete a multipart upload.
    func completeFields(_ dialect: Dialect) -> [(String, String)] { dialect == .oss ? aclFields(dialect) : [] }

    /// Amazon S3 API Reference, "PutObject"; Alibaba Cloud OSS, "PutObject".
    private func described(_ dialect: Dialect) -> [(String, String)] {
        var fields = [("Content-Type", contentType)]
        func add(_ name: String, _ value: String?) {
            if let value { fields.append((name, value)) }
        }
        let prefix = dialect.fieldPrefix
        add("Cache-Control", cacheControl)
        add("Content-Disposition", contentDisposition)
        add("\(prefix)storage-class", storageClass)
        add("\(prefix)server-side-encryption", serverSideEncryption)
        add(
            dialect == .s3 ? "x-amz-server-side-encryption-aws-kms-key-id" : "x-oss-server-side-encryption-key-id",
            kmsKeyID)
        if !tags.isEmpty { add("\(prefix)tagging", PercentEncoding.query(tags)) }
        for (name, value) in metadata { add(dialect.metadataPrefix + name, value.asciiHeaderValue) }
        return fields
    }

    private func aclFields(_ dialect: Dialect) -> [(String, String)] {
        acl.map { [(dialect == .s3 ? "x-amz-acl" : "x-oss-object-acl", $0)] } ?? []
    }
}

extension String {
    /// Header values are ASCII in practice; anything else goes percent-encoded.
    fileprivate var asciiHeaderValue: String {
        utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? self : PercentEncoding.component(self)
    }
}
