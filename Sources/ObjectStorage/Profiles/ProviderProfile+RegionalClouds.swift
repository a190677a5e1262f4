extension ProviderProfile {
    /// Further providers of storage as a service.
    static let regionalClouds: [ProviderProfile] = [wasabi, spaces, cos, tos, obs]

    private static let wasabi = ProviderProfile(
        "wasabi", hosts: ["s3.wasabisys.com", "s3.{region}.wasabisys.com"], .path, region: "us-east-1", proof: .etagMD5,
        singleETag: .md5, multipartETag: .md5OfPartMD5s,
        sources: [.hosts: "6.1", .payload: "6.1, 11.5: framed ones not confirmed", .proof: "2.4 [rclone]"])

    private static let spaces = ProviderProfile(
        "spaces", hosts: ["{region}.digitaloceanspaces.com"], .virtual, region: "us-east-1",
        payload: PayloadRules(refuses: PayloadRules.framed), proof: .etagMD5, singleETag: .md5,
        multipartETag: .md5OfPartMD5s, listing: ListingRules(encodesKeys: false),
        sources: [
            .hosts: "6.1", .payload: "2.3 [litestream]", .proof: "2.4 [rclone]",
            .conditionalWrite: "3, 11.4: not confirmed, so HEAD, then PUT",
        ])

    private static let cos = ProviderProfile(
        "cos", hosts: ["cos.accelerate.myqcloud.com", "cos.{region}.myqcloud.com"], .virtual, region: "ap-guangzhou",
        proof: .crc64Field("x-cos-hash-crc64ecma"),
        conditionalWrite: .forbidOverwrite("x-cos-forbid-overwrite", [.put]),
        publicLink: PublicLink(.asRequested, forcesDownload: true), listing: ListingRules(version: 1),
        sources: [
            .hosts: "6.1; Tencent's name of the global acceleration host", .proof: "2.4 [cos-py]",
            .conditionalWrite: "3 (gaul#4)",
            .parts: "4.1 [cos-py], 11.5: the minimum of S3, as COS's own is not confirmed",
            .payload: "6.1, 11.5: framed ones not confirmed", .publicLink: "6.1 (tencentcloud.com 436/75050)",
        ])

    private static let tos = ProviderProfile(
        "tos",
        hosts: [
            "tos-s3-{region}.volces.com",
            EndpointHost("tos-s3-{region}.ivolces.com", publicHost: "tos-s3-{region}.volces.com"),
        ],
        .virtual, region: "cn-beijing", proof: .crc64Field("x-tos-hash-crc64ecma"),
        conditionalWrite: .forbidOverwrite("x-tos-forbid-overwrite", [.put, .begin], refusals: [409, 412]),
        sources: [
            .hosts: "6.1", .proof: "2.4 [tos-py]", .conditionalWrite: "3 [tos-py]", .parts: "4.1 [tos-py]",
            .payload: "6.1, 11.5: framed ones not confirmed",
        ])

    private static let obs = ProviderProfile(
        "obs", hosts: ["obs.{region}.myhuaweicloud.com"], .virtual, region: "cn-north-4",
        publicLink: PublicLink(.asRequested, forcesDownload: true),
        listing: ListingRules(version: 1, encodesKeys: false),
        sources: [
            .hosts: "6.1", .payload: "6.1, 11.5: framed ones not confirmed",
            .conditionalWrite: "3, 11.4: the field is not confirmed, so HEAD, then PUT",
            .publicLink: "6.1 (Huawei's overview of domains)",
        ])
}
