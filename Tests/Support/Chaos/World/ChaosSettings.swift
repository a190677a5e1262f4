/// What keepreel is told in a chaos run.
enum ChaosSettings {
    /// Videos above it go up in parts: the smallest size every storage takes.
    static let partSize: Int64 = 5 << 20
    /// The bucket's name.
    static let bucket = "videos"

    /// The settings that do not depend on the world.
    static let environment = [
        "PATH": "/usr/bin:/bin", "KEEPREEL_TRANSFER_PART_SIZE": "5MiB", "KEEPREEL_TRANSFER_PARTS_PER_VIDEO": "3",
        "KEEPREEL_TRANSFER_CONCURRENCY": "6", "KEEPREEL_TRANSFER_RETRIES": "3", "KEEPREEL_TRANSFER_STALL_TIMEOUT": "2s",
        "KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES": "true", "KEEPREEL_STUDIO_QUERIES_PER_SECOND": "200",
    ]
}
