import Failures
import XMLReading

extension ObjectsPage {
    /// Reads `ListBucketResult` of either version (Amazon S3 API Reference, "ListObjectsV2" and "ListObjects"; Alibaba
    /// Cloud OSS, "ListObjectsV2").
    ///
    /// - Parameter page: the marker that was sent; a server that gives it back would be asked for ever.
    init(_ list: XMLElement, version: Int, after page: String?, _ target: StorageTarget) throws(Failure) {
        let text = ListedText(list)
        objects = []
        for entry in list.all("Contents") {
            guard let key = entry["Key"], let size = entry["Size"].flatMap({ Int64($0) }), size >= 0 else {
                throw StorageFailure.badReply("an object without key or size", of: target)
            }
            objects.append(
                Entry(
                    key: text.decoded(key), size: size, etag: entry["ETag"].map { $0.filter { $0 != "\"" } },
                    modifiedAt: entry["LastModified"].flatMap(ListedTime.unixSeconds)))
        }
        guard list["IsTruncated"] == "true" else { return }
        // Version 1 names the next marker only where a delimiter was asked for; else it is the last key.
        next =
            version == 2
            ? list["NextContinuationToken"] : list["NextMarker"].map(text.decoded) ?? objects.last?.key
        guard let next, next != page, !next.isEmpty else {
            throw StorageFailure.badReply("a list that does not go on", of: target)
        }
    }
}
