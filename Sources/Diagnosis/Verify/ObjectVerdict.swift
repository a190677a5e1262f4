/// Compares what was archived with what is there; pure.
struct ObjectVerdict {
    /// Bytes, as recorded.
    let size: Int64?
    /// CRC-64/XZ, as recorded.
    let crc64: UInt64?
    /// As recorded, without quotation marks.
    let etag: String?

    /// - Parameters:
    ///   - object: what the bucket says; `nil`: there is none.
    ///   - content: what reading it back gave; `nil` if it was not read.
    func finding(_ object: ObjectObservation?, content: ContentObservation?) -> ObjectFinding? {
        guard let object else { return ObjectFinding(.missing, "the object is not in the bucket") }
        if let size, object.size != size {
            return ObjectFinding(.wrongSize, "the object has \(object.size) bytes, \(size) were archived")
        }
        if let content { return contentFinding(content) }
        if let server = object.serverCRC64, let crc64 {
            return server == crc64
                ? nil : ObjectFinding(.wrongBytes, "the storage's CRC-64 is \(server), archived was \(crc64)")
        }
        return identityFinding(object)
    }

    private func contentFinding(_ content: ContentObservation) -> ObjectFinding? {
        if let size, content.size != size {
            return ObjectFinding(.wrongSize, "\(content.size) bytes were read back, \(size) were archived")
        }
        guard let crc64, content.crc64 != crc64 else { return nil }
        return ObjectFinding(
            .wrongBytes, "the CRC-64 of the bytes read back is \(content.crc64), archived was \(crc64)")
    }

    /// Without the storage's own checksum, another ETag or another upload's note says that somebody replaced the object.
    private func identityFinding(_ object: ObjectObservation) -> ObjectFinding? {
        if let noted = object.metadataCRC64, let crc64, noted != crc64 {
            return ObjectFinding(.changed, "the object's metadata name the CRC-64 \(noted), archived was \(crc64)")
        }
        if let now = object.etag, let etag, now.lowercased() != etag.lowercased() {
            return ObjectFinding(.changed, "the object's ETag is \(now), archived was \(etag)")
        }
        return nil
    }
}
