import Failures
import XMLReading

extension UploadsPage {
    /// Reads `ListMultipartUploadsResult` (Amazon S3 API Reference, "ListMultipartUploads").
    ///
    /// - Parameter page: the marker that was sent; a server that gives it back would be asked for ever.
    init(_ list: XMLElement, after page: Marker?, _ target: StorageTarget) throws(Failure) {
        let text = ListedText(list)
        uploads = []
        for entry in list.all("Upload") {
            guard let key = entry["Key"], let id = entry["UploadId"], !id.isEmpty else {
                throw StorageFailure.badReply("an upload without key or id", of: target)
            }
            uploads.append(
                Entry(key: text.decoded(key), id: id, begunAt: entry["Initiated"].flatMap(ListedTime.unixSeconds)))
        }
        guard list["IsTruncated"] == "true" else { return }
        let marker = list["NextKeyMarker"].map {
            Marker(key: text.decoded($0), uploadID: list["NextUploadIdMarker"] ?? "")
        }
        guard let marker, marker != page, !marker.key.isEmpty else {
            throw StorageFailure.badReply("a list that does not go on", of: target)
        }
        next = marker
    }
}
