/// What a request wants of the storage, in the names of the permissions it takes.
enum StorageAction: Sendable {
    case read
    case put
    case delete
    case abort
    case listParts
    case listUploads
    case listObjects
    case readLifecycle

    /// Amazon S3, "Actions, resources, and condition keys"; Alibaba Cloud OSS, "RAM policies".
    func permission(_ dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.read, .s3): "s3:GetObject"
        case (.read, .oss): "oss:GetObject"
        case (.put, .s3): "s3:PutObject"
        case (.put, .oss): "oss:PutObject"
        case (.delete, .s3): "s3:DeleteObject"
        case (.delete, .oss): "oss:DeleteObject"
        case (.abort, .s3): "s3:AbortMultipartUpload"
        case (.abort, .oss): "oss:AbortMultipartUpload"
        case (.listParts, .s3): "s3:ListMultipartUploadParts"
        case (.listParts, .oss): "oss:ListParts"
        case (.listUploads, .s3): "s3:ListBucketMultipartUploads"
        case (.listUploads, .oss): "oss:ListMultipartUploads"
        case (.listObjects, .s3): "s3:ListBucket"
        case (.listObjects, .oss): "oss:ListObjects"
        case (.readLifecycle, .s3): "s3:GetLifecycleConfiguration"
        case (.readLifecycle, .oss): "oss:GetBucketLifecycle"
        }
    }
}
