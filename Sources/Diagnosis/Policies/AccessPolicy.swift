public import ObjectStorage

/// The least a key needs for keepreel, as text to paste; pure.
public struct AccessPolicy: Sendable {
    /// A document and what it is for.
    public struct Part: Sendable, Equatable {
        /// What it is and where it goes, in one sentence without the final period.
        public let purpose: String
        /// The document; empty where the provider has no documents to paste.
        public let text: String
    }

    private let location: BucketLocation
    private let prefix: String
    private let needs: PolicyNeeds

    /// - Parameter prefix: the prefix of `storage.url`, without slashes around it.
    public init(location: BucketLocation, prefix: String, needs: PolicyNeeds) {
        self.location = location
        self.prefix = prefix
        self.needs = needs
    }

    /// The policies in the provider's own form.
    public var parts: [Part] {
        if location.profile.name == "oss" {
            return [Part(purpose: "RAM policy for the user or role whose key keepreel uses", text: ram.json)]
        }
        if let sentence = Self.ownForms[location.profile.name] { return [Part(purpose: sentence, text: "")] }
        return [
            Part(purpose: "IAM policy for the user or role whose key keepreel uses", text: iam.json),
            Part(
                purpose: "bucket policy that lets everybody read the videos, unless a CDN does it for you",
                text: publicRead.json),
        ]
    }

    /// Providers whose permissions are no such documents.
    private static let ownForms = [
        "r2": "create an R2 API token with the permission 'Object Read & Write' for this bucket alone",
        "b2":
            "create an application key for this bucket with readFiles, writeFiles, deleteFiles, listFiles and listBuckets",
        "gcs": "create an HMAC key of a service account that has the role Storage Object User on this bucket",
        "garage": "run 'garage bucket allow --read --write BUCKET --key KEY'",
        "spaces": "create an access key with read, write and delete access to this bucket",
        "cos": inWords, "tos": inWords, "obs": inWords,
    ]

    private static let inWords =
        "allow the key's user to put, get and delete objects, to begin, complete, abort and list multipart uploads, and "
        + "to read the lifecycle rules, in this bucket"

    private var objects: String { prefix.isEmpty ? "*" : "\(prefix)/*" }

    private var iam: PolicyDocument {
        var actions = [
            "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
        ]
        if needs.setsACL { actions.append("s3:PutObjectAcl") }
        if needs.setsTags { actions.append("s3:PutObjectTagging") }
        var statements = [
            PolicyDocument.Statement(sid: "KeepreelObjects", actions: actions, resources: ["\(bucketARN)/\(objects)"]),
            // Not narrowed to the prefix: only who may list the bucket is told 404 of a missing object, and not 403.
            PolicyDocument.Statement(
                sid: "KeepreelBucket",
                actions: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetLifecycleConfiguration"],
                resources: [bucketARN]),
        ]
        if let key = needs.kmsKeyID {
            statements.append(
                PolicyDocument.Statement(
                    sid: "KeepreelKey", actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [arn(ofKey: key)]))
        }
        return PolicyDocument(version: "2012-10-17", statements: statements)
    }

    private var publicRead: PolicyDocument {
        PolicyDocument(
            version: "2012-10-17",
            statements: [
                PolicyDocument.Statement(
                    sid: "PublicVideos", principal: "*", actions: ["s3:GetObject"],
                    resources: ["\(bucketARN)/\(objects)"])
            ])
    }

    private var ram: PolicyDocument {
        var actions = [
            "oss:PutObject", "oss:GetObject", "oss:DeleteObject", "oss:AbortMultipartUpload", "oss:ListParts",
        ]
        if needs.setsACL { actions.append("oss:PutObjectAcl") }
        if needs.setsTags { actions.append("oss:PutObjectTagging") }
        let bucket = "acs:oss:*:*:\(location.bucket)"
        return PolicyDocument(
            version: "1",
            statements: [
                PolicyDocument.Statement(actions: actions, resources: ["\(bucket)/\(objects)"]),
                PolicyDocument.Statement(
                    actions: ["oss:ListObjects", "oss:ListMultipartUploads", "oss:GetBucketLifecycle"],
                    resources: [bucket]),
            ])
    }

    private var bucketARN: String { "arn:\(partition):s3:::\(location.bucket)" }

    /// AWS's clouds that share nothing.
    private var partition: String {
        if location.region.hasPrefix("cn-") { return "aws-cn" }
        return location.region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }

    private func arn(ofKey key: String) -> String {
        key.hasPrefix("arn:") ? key : "arn:\(partition):kms:\(location.region):*:key/\(key)"
    }
}
