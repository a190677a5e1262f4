extension SettingKey {
    static var storage: [SettingKey] { service + objects }

    private static var service: [SettingKey] {
        [
            SettingKey(
                "storage.url", optional: \.storage.url, .location, example: "s3://bucket/prefix",
                "Bucket and prefix; s3:// signs by AWS SigV4, oss:// by Alibaba OSS's own V4."),
            SettingKey(
                "storage.endpoint", optional: \.storage.endpoint, .address,
                example: "https://s3.eu-central-1.amazonaws.com",
                "The storage service, where the region does not say it."),
            SettingKey(
                "storage.region", optional: \.storage.region,
                .word("a region such as eu-central-1", with: "-_"), example: "eu-central-1",
                "Region that requests are signed for."),
            SettingKey(
                "storage.profile", \.storage.profile, .choice,
                "Whose peculiarities count: \(StorageProfile.allCases.map(\.rawValue).joined(separator: ", "))."),
            SettingKey(
                "storage.addressing", \.storage.addressing, .choice,
                "Where the bucket stands in a URL: virtual (in the host), path, cname (a domain of its own) or auto."),
            SettingKey(
                "storage.payloadSigning", \.storage.payloadSigning, .choice,
                "Whether bodies are covered by the signature: signed, unsigned or auto."),
            SettingKey(
                "storage.caBundle", optional: \.storage.caBundle, .path, example: "/etc/ssl/private-ca.pem",
                "PEM file with further certificate authorities, as AWS_CA_BUNDLE."),
        ]
    }

    private static var objects: [SettingKey] {
        [
            SettingKey(
                "storage.key", \.storage.key, .keyTemplate,
                "Object key: must hold {task_id}, may hold {model} {yyyy} {mm} {dd} {-index} {index} {ext}."
            ),
            SettingKey(
                "storage.acl", optional: \.storage.acl, .cannedACL,
                example: "public-read", "Canned ACL of each object."),
            SettingKey(
                "storage.storageClass", optional: \.storage.storageClass,
                .word("a storage class such as STANDARD_IA", with: "-_"), example: "STANDARD",
                "Storage class of each object."),
            SettingKey(
                "storage.cacheControl", optional: \.storage.cacheControl, .headerValue,
                example: "public, max-age=31536000, immutable", "Cache-Control header of each object."),
            SettingKey(
                "storage.contentDisposition", optional: \.storage.contentDisposition, .headerValue, example: "inline",
                "Content-Disposition header of each object."),
            SettingKey(
                "storage.tags", \.storage.tags, .tags, example: "{project: demo}",
                "Object tags, at most 10."),
            SettingKey(
                "storage.metadata", \.storage.metadata, .metadata, example: "{project: demo}",
                "User metadata beside what keepreel itself writes."),
            SettingKey(
                "storage.serverSideEncryption", optional: \.storage.serverSideEncryption,
                .word("an algorithm such as AES256 or aws:kms", with: ":-_"), example: "aws:kms",
                "Server-side encryption in the service's own words: AES256, aws:kms, KMS."),
            SettingKey(
                "storage.kmsKeyId", optional: \.storage.kmsKeyID,
                .word("a key id or ARN", with: ":/-_.", upTo: 2048), example: "alias/videos",
                "KMS key for the encryption."),
            SettingKey(
                "storage.overwrite", \.storage.overwrite, .flag,
                "Whether an object that already has the key is replaced."),
        ]
    }
}
