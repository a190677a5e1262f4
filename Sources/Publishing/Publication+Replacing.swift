import Digests
import Failures
import ObjectStorage
import WireFormats

extension Publication {
    /// So often somebody else may be faster.
    private static let mostRounds = 4
    /// Metadata of every object.
    private static let (checksumName, ruleName) = ("crc64", "rule")

    /// Stores what `make` gives instead of the object that was there before it was asked.
    func replacing(
        _ key: String, contentType: String,
        _ make: (_ before: StoredObject?) async throws(Failure) -> PublishedContent
    ) async throws(Failure) -> PublishedObject {
        for _ in 0..<Self.mostRounds {
            let before = try await bucket.head(key)
            let content = try await make(before)
            let spool = content.spool
            let known = before?.metadata[TaskMark.name].flatMap { TaskMark($0) }
            if let before, isSame(before, size: spool.size, crc64: spool.crc64), known?.rule == content.mark?.rule {
                return PublishedObject(key: key, size: spool.size, isNew: false)
            }
            var object = object(key, contentType: contentType, crc64: spool.crc64)
            object.metadata += content.origin?.metadata ?? []
            if let mark = content.mark { object.metadata.append((TaskMark.name, mark.text)) }
            object.replacedETag = before?.etag
            object.overwrites = before != nil
            do throws(Failure) {
                try await BoundedUpload(bucket: bucket, pieceSize: Self.pieceSize).store(spool, as: object)
                return PublishedObject(key: key, size: spool.size, isNew: true)
            } catch {
                guard error.saysObjectDiffers else { throw error }
            }
        }
        throw Failure(
            "publish.overtaken", "\(key) was replaced by others while it was published, \(Self.mostRounds) times",
            remedy: "let only one keepreel publish to this place at a time", disposition: .retry())
    }

    /// Whether an object has these bytes and is stored as the settings say.
    func isSame(_ object: StoredObject, size: Int64, crc64: UInt64) -> Bool {
        object.size == size && object.crc64 == crc64 && object.metadata[Self.ruleName] == rule
    }

    /// An object of that key and type, marked as this one attempt's own.
    func object(_ key: String, contentType: String, crc64: UInt64) -> ObjectUpload {
        var object = template
        object.key = key
        object.contentType = contentType
        object.metadata += [
            (ObjectUpload.tokenName, RandomToken.make()), (Self.checksumName, String(crc64)), (Self.ruleName, rule),
        ]
        return object
    }
}
