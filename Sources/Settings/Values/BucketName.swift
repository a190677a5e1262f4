/// The naming rules that S3 and OSS have in common (S3 user guide, "General purpose bucket naming rules"; OSS, "Bucket
/// naming conventions"). S3 allows dots besides.
enum BucketName {
    static func check(_ name: Substring, dialect: StorageDialect) throws(ValueMistake) {
        guard !name.isEmpty else { throw ValueMistake("names no bucket", remedy: "write \(StorageLocation.expected)") }
        let dots = dialect == .s3
        let rule = "use 3 to 63 lower-case letters, digits\(dots ? ", hyphens and dots" : " and hyphens")"
        let isAllowed: (Character) -> Bool = {
            $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || (dots && $0 == "."))
        }
        guard (3...63).contains(name.utf8.count), name.allSatisfy(isAllowed) else {
            throw ValueMistake("holds no valid bucket name", remedy: rule)
        }
        guard [name.first, name.last].allSatisfy({ $0 != "-" && $0 != "." }), !name.contains("..") else {
            throw ValueMistake(
                "holds no valid bucket name", remedy: "begin and end it with a letter or digit, without '..' inside")
        }
        let labels = name.split(separator: ".")
        guard labels.count != 4 || !labels.allSatisfy({ UInt8($0) != nil }) else {
            throw ValueMistake("has an IP address for a bucket name", remedy: "put the host into storage.endpoint")
        }
    }
}
