extension ProviderProfile {
    /// Servers people run themselves, at any host.
    static let servers: [ProviderProfile] = [minio, ceph, seaweedfs, garage]

    private static let minio = ProviderProfile(
        "minio", .path, region: "us-east-1", payload: PayloadRules(takes: PayloadRules.framed, stripsEncoding: true),
        proof: .etagMD5, singleETag: .md5, multipartETag: .md5OfPartMD5s,
        conditionalWrite: .ifNoneMatch([.put, .begin, .complete], replacing: []),
        parts: .oneGoes5TiB, acl: .ignored, expectation: .answers,
        sources: [
            .payload: "2.3, 6.1 [minio]", .proof: "2.4 [minio]", .conditionalWrite: "3 [minio]",
            .parts: "4.1 [minio cmd/utils.go]", .expectation: "inference: Go's server answers when the body is read",
        ])

    private static let ceph = ProviderProfile(
        "ceph", .path, region: "us-east-1", payload: PayloadRules(takes: [.signedChunks], stripsEncoding: true),
        proof: .etagMD5, singleETag: .md5, multipartETag: .md5OfPartMD5s,
        conditionalWrite: .ifNoneMatch([.put], replacing: [.put]),
        listing: ListingRules(version: 1, encodesKeys: false),
        sources: [
            .payload: "2.3 (ceph PR 54856): trailers only in new versions; encoding: inference, SDKs send it",
            .proof: "2.4 [rclone]",
            .conditionalWrite: "3 (gaul#4, tracker 8562): of Complete nothing is said",
        ])

    private static let seaweedfs = ProviderProfile(
        "seaweedfs", .path, region: "us-east-1", payload: PayloadRules(takes: PayloadRules.framed), proof: .etagMD5,
        singleETag: .md5, conditionalWrite: .ifNoneMatch([.put], replacing: []), expectation: .answers,
        listing: ListingRules(version: 1, encodesKeys: false),
        sources: [
            .payload: "1.4, 2.3 [sw]; seen to keep the encoding", .proof: "2.4 [rclone]",
            .conditionalWrite: "3 [sw]: of Complete nothing is said",
            .expectation: "inference: Go's server answers when the body is read",
        ])

    private static let garage = ProviderProfile(
        "garage", .path, region: "garage",
        payload: PayloadRules(takes: [.signedChunks, .unsignedTrailer], stripsEncoding: true),
        acl: .ignored,
        publicLink: PublicLink(.none),
        sources: [
            .payload: "1.4, 2.3 [garage]; encoding: inference, SDKs send it",
            .conditionalWrite: "3 [garage]: ignored on PUT, so HEAD, then PUT",
            .region: "6.1 [garage]", .acl: "6.1 [garage]", .publicLink: "6.1 [garage]: its website endpoint only",
        ])

    /// Whatever is not recognised.
    static let generic = ProviderProfile(
        "generic", .path, region: "us-east-1", listing: ListingRules(version: 1, encodesKeys: false), sources: [:])
}
