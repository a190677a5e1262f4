extension ProviderProfile {
    /// Providers with endpoints around the world.
    static let clouds: [ProviderProfile] = [aws, oss, ossNative, r2, b2, gcs]

    private static let aws = ProviderProfile(
        "aws",
        hosts: [
            "s3.amazonaws.com", "s3-accelerate.amazonaws.com", "s3-accelerate.dualstack.amazonaws.com",
            "s3.{region}.amazonaws.com", "s3.dualstack.{region}.amazonaws.com", "s3-fips.{region}.amazonaws.com",
            "s3-fips.dualstack.{region}.amazonaws.com", "s3.{region}.amazonaws.com.cn",
            "s3.dualstack.{region}.amazonaws.com.cn",
        ],
        .virtual, region: "us-east-1",
        payload: PayloadRules(.unsignedTrailer, takes: PayloadRules.framed, stripsEncoding: true),
        proof: .crc64nvmeTrailer, singleETag: .md5, multipartETag: .md5OfPartMD5s,
        conditionalWrite: .ifNoneMatch([.put, .complete], replacing: [.put, .complete]), parts: .aws,
        acl: .refusedByNewBuckets,
        expectation: .answers,
        sources: [
            .hosts: "6.1; AWS's list of S3 endpoints for dual-stack, FIPS, acceleration and China",
            .addressing: "6.1", .region: "6.1", .payload: "1.3, 1.4, 6.1 [aws-chunk][aws-trl]",
            .proof: "2.1 [aws-int], 2.4 [awsDocs21][gaul]", .conditionalWrite: "3 [bc-s3]", .parts: "4.1 [aws-q]",
            .acl: "6.1", .publicLink: "6.1", .expectation: "1.7 [awsDocs21]", .listing: "4.2 [bc-s3]",
        ])

    private static let ossPublic = "oss-{region}.aliyuncs.com"
    private static let ossHosts: [EndpointHost] = [
        "oss-accelerate.aliyuncs.com", "oss-accelerate-overseas.aliyuncs.com",
        EndpointHost("oss-{region}-internal.aliyuncs.com", publicHost: ossPublic),
        "{region}.oss.aliyuncs.com", "oss-{region}.aliyuncs.com",
    ]

    /// OSS through its S3-compatible API.
    private static let oss = ProviderProfile(
        "oss",
        hosts: [
            EndpointHost("s3.oss-accelerate.aliyuncs.com", publicHost: "oss-accelerate.aliyuncs.com"),
            EndpointHost("s3.oss-accelerate-overseas.aliyuncs.com", publicHost: "oss-accelerate-overseas.aliyuncs.com"),
            EndpointHost("s3.oss-{region}-internal.aliyuncs.com", publicHost: ossPublic),
            EndpointHost("s3.oss-{region}.aliyuncs.com", publicHost: ossPublic),
        ] + ossHosts,
        .virtual, region: "cn-hangzhou",
        payload: PayloadRules(takes: [.signedChunks], refuses: PayloadRules.trailers, stripsEncoding: true),
        proof: .etagMD5,
        singleETag: .md5, parts: .oss, keyLimit: 1023, acl: .refusedByNewBuckets,
        listing: ListingRules(offersUploads: false),
        compatibilityField: HeaderField(name: "x-oss-s3-compat", value: "true"),
        sources: [
            .hosts: "5.3 [oss-ep][oss-s3]", .addressing: "5.3 [oss-s3]", .region: "5.3, which form is not confirmed",
            .payload: "2.3, 6.1 [oss-s3]", .proof: "2.4 [aliDocs21]",
            .conditionalWrite: "3 [aliDocs21]: If-None-Match is refused, nothing else is known of the S3 API",
            .parts: "4.1 [oss-mpu]", .keyLength: "8.2, not confirmed", .acl: "5.4 [oss-mb]", .publicLink: "6.1, 7.1",
            .listing: "5.3 [oss-s3]",
        ])

    /// OSS in its own language.
    static let ossNative = ProviderProfile(
        "oss", dialect: .oss, hosts: ossHosts, .virtual, region: "cn-hangzhou",
        payload: PayloadRules(refuses: PayloadRules.framed), proof: .crc64Field("x-oss-hash-crc64ecma"),
        singleETag: .md5, conditionalWrite: .forbidOverwrite("x-oss-forbid-overwrite", [.put, .begin, .complete]),
        parts: .oss, keyLimit: 1023, acl: .refusedByNewBuckets,
        sources: [
            .hosts: "5.3 [oss-ep]", .addressing: "5.3 [ossv2]", .region: "5.1 [oss-v4]", .payload: "5.1 [oss-v4]",
            .proof: "2.4, 5.4 [aliDocs21]", .conditionalWrite: "3 [oss-put][aliDocs21]", .parts: "4.1 [oss-mpu]",
            .keyLength: "8.2, not confirmed", .acl: "5.4 [oss-mb]", .publicLink: "5.6, 7.1 [oss-ep]",
            .listing: "4.2, 5.2 [ossgo]",
        ])

    private static let r2 = ProviderProfile(
        "r2",
        hosts: ["*.r2.cloudflarestorage.com", "*.eu.r2.cloudflarestorage.com", "*.fedramp.r2.cloudflarestorage.com"],
        .path, region: "auto", payload: PayloadRules(refuses: PayloadRules.framed), proof: .etagMD5, singleETag: .md5,
        conditionalWrite: .ifNoneMatch([.put], replacing: [.put]), parts: .r2, acl: .ignored,
        publicLink: PublicLink(.none),
        expectation: .ignores,
        sources: [
            .hosts: "6.1 [r2-api]", .addressing: "6.1 [r2-api]", .region: "6.1 [r2-api]", .payload: "2.3, 6.1 [r2-api]",
            .proof: "2.2, 2.4 [r2-api][rclone]", .conditionalWrite: "3 [r2-api]", .parts: "4.1 [r2-lim]",
            .keyLength: "4.1 [r2-lim]", .acl: "6.1 [r2-api]", .publicLink: "6.1, 7.1: a domain of one's own or r2.dev",
            .expectation: "1.7 [rclone]",
        ])

    private static let b2 = ProviderProfile(
        "b2", hosts: ["s3.{region}.backblazeb2.com"], .path, region: "us-west-004",
        payload: PayloadRules(refuses: PayloadRules.framed), proof: .etagMD5, singleETag: .md5,
        multipartETag: .md5OfPartMD5s, parts: .b2, acl: .bucketLevel, publicLink: PublicLink(.virtual),
        sources: [
            .hosts: "6.1 [rclone]", .payload: "2.3 (home-assistant#143995, cyberduck#16107)",
            .proof: "2.4 [rclone use_multipart_etag]",
            .conditionalWrite: "3 (sathinduga#78, contra awscr-s3 PR 162): 501, so HEAD, then PUT",
            .parts: "4.1 [b2-mcp repo]; GB read as decimal", .acl: "6.1", .publicLink: "6.1 (drausal/b2-reverse-proxy)",
        ])

    private static let gcs = ProviderProfile(
        "gcs", hosts: ["storage.googleapis.com"], .path, region: "auto",
        payload: PayloadRules(refuses: PayloadRules.trailers), proof: .googleHash, parts: .oneGoes5TiB,
        acl: .refusedByNewBuckets,
        sources: [
            .hosts: "6.1", .addressing: "6.1", .region: "6.1 [litestream]", .payload: "2.3, 11.8", .proof: "2.4",
            .conditionalWrite:
                "3 [gcs-mpu]: only x-goog-if-generation-match, which is not known to go with SigV4, so HEAD, then PUT",
            .parts: "4.1 [gcs-mpu][rclone]", .acl: "6.1", .publicLink: "6.1",
        ])
}
