import WireFormats

extension ObjectUpload {
    /// The request fields that carry it in the S3 dialect.
    var s3Fields: [(String, String)] {
        var fields = [("Content-Type", contentType)]
        func add(_ name: String, _ value: String?) {
            if let value { fields.append((name, value)) }
        }
        add("Cache-Control", cacheControl)
        add("Content-Disposition", contentDisposition)
        add("Content-MD5", contentMD5)
        add("x-amz-acl", acl)
        add("x-amz-storage-class", storageClass)
        add("x-amz-server-side-encryption", serverSideEncryption)
        add("x-amz-server-side-encryption-aws-kms-key-id", kmsKeyID)
        if !tags.isEmpty { add("x-amz-tagging", PercentEncoding.query(tags)) }
        for (name, value) in metadata { add("x-amz-meta-\(name)", value.asciiHeaderValue) }
        return fields
    }
}

extension String {
    /// Header values are ASCII in practice; anything else goes percent-encoded.
    fileprivate var asciiHeaderValue: String {
        utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? self : PercentEncoding.component(self)
    }
}
