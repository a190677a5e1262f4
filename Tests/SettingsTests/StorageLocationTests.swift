import Failures
import Settings
import Testing

@Suite("Storage locations")
struct StorageLocationTests {
    @Test(
        "dialect, bucket and prefix are taken apart",
        arguments: [
            ("s3://bucket/prefix", StorageDialect.s3, "bucket", "prefix"),
            ("s3://bucket", .s3, "bucket", ""),
            ("s3://bucket/", .s3, "bucket", ""),
            ("S3://my.bucket.name/a/b/", .s3, "my.bucket.name", "a/b"),
            ("oss://bucket-1/videos", .oss, "bucket-1", "videos"),
            ("s3://bucket-1250000000/Vidéos 2026", .s3, "bucket-1250000000", "Vidéos 2026"),
        ])
    func takes(text: String, dialect: StorageDialect, bucket: String, prefix: String) throws {
        let location = try StorageLocation(text)
        #expect(location.dialect == dialect)
        #expect(location.bucket == bucket)
        #expect(location.prefix == prefix)
        #expect(try StorageLocation(location.description) == location)
    }

    @Test(
        "other texts are refused, and say why",
        arguments: [
            ("bucket/prefix", "'bucket/prefix' is no storage URL"),
            ("https://bucket.s3.amazonaws.com", "'https://bucket.s3.amazonaws.com' is no storage URL"),
            ("s3://", "'s3://' names no bucket"),
            ("s3:///prefix", "'s3:///prefix' names no bucket"),
            ("s3://ab", "'s3://ab' holds no valid bucket name"),
            ("s3://" + String(repeating: "b", count: 64), "holds no valid bucket name"),
            ("s3://Bucket", "'s3://Bucket' holds no valid bucket name"),
            ("s3://my_bucket", "'s3://my_bucket' holds no valid bucket name"),
            ("s3://-bucket", "'s3://-bucket' holds no valid bucket name"),
            ("s3://bucket.", "'s3://bucket.' holds no valid bucket name"),
            ("s3://a..b", "'s3://a..b' holds no valid bucket name"),
            ("oss://my.bucket", "'oss://my.bucket' holds no valid bucket name"),
            ("s3://192.168.1.1", "'s3://192.168.1.1' has an IP address for a bucket name"),
            ("s3://bucket/a?x=1", "'s3://bucket/a' holds a query or fragment"),
            ("s3://bucket//a", "'s3://bucket//a' has a prefix that begins with a slash"),
            ("s3://bucket/a//b", "'s3://bucket/a//b' has a prefix with an empty segment"),
            ("s3://bucket/a/../b", "'s3://bucket/a/../b' has a prefix with a '.' or '..' segment"),
            ("s3://bucket/a\\b", "'s3://bucket/a\\b' has a prefix with a backslash or control character"),
        ])
    func refuses(text: String, message: String) {
        let failure = #expect(throws: Failure.self) { try StorageLocation(text) }
        #expect(failure?.code == "config.value")
        #expect(failure?.message.hasSuffix(message) == true)
        #expect(failure?.remedy != nil)
    }

    @Test("keys inside the URL are refused and not repeated")
    func hidesKeys() {
        let failure = #expect(throws: Failure.self) { try StorageLocation("s3://AKIA:hush@bucket") }
        #expect(failure?.description.contains("hush") == false)
    }
}
