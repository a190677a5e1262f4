import FoundationEssentials
import Synchronization

/// An object in the bucket: what it is, its opened bytes, and its checksums once they were needed.
final class StoredObject: Sendable {
    let key: String
    let description: SimulatedObject
    let source: any ByteSource
    let lastModified: Date
    private let knownDigests = Mutex<ObjectDigests?>(nil)

    init(key: String, description: SimulatedObject, now: Date) throws {
        self.key = key
        self.description = description
        source = try description.body.source()
        lastModified = description.lastModified ?? now
    }

    private init(_ other: StoredObject, source: any ByteSource) {
        key = other.key
        description = other.description
        self.source = source
        lastModified = other.lastModified
    }

    /// The checksums; the first call reads all bytes.
    func digests() throws -> ObjectDigests {
        try knownDigests.withLock { known in
            if let known { return known }
            let digests = try ObjectDigests(of: source, isMultipart: description.isMultipart)
            known = digests
            return digests
        }
    }

    /// An object of the same size that is no video.
    func replacedByGibberish() -> StoredObject { StoredObject(self, source: Gibberish(size: source.size)) }
}
