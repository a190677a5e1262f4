/// Compares what was archived with what is there; pure.
struct ObjectVerdict {
    /// Bytes, as recorded.
    let size: Int64?
    /// CRC-64/XZ, as recorded.
    let crc64: UInt64?
    /// As recorded, without quotation marks.
    let etag: String?

    private static let remedy =
        "if the task is younger than 24 hours, archive it again with 'keepreel add' in a fresh manifest; else look for a "
        + "copy, e.g. an older version of the object"

    /// - Parameters:
    ///   - object: what the bucket says; `nil`: there is none.
    ///   - content: what reading it back gave; `nil` if it was not read.
    func problems(_ object: ObjectObservation?, content: ContentObservation?) -> [VideoProblem] {
        guard let object else {
            return [VideoProblem(kind: .missing, found: "the object is not in the bucket", remedy: Self.remedy)]
        }
        if let size, object.size != size {
            return damaged("the object has \(object.size) bytes, \(size) were archived")
        }
        if let content { return contentProblems(content) }
        if let server = object.serverCRC64, let crc64 {
            return server == crc64 ? [] : damaged("the storage's CRC-64 is \(server), archived was \(crc64)")
        }
        return identityProblems(object)
    }

    private func contentProblems(_ content: ContentObservation) -> [VideoProblem] {
        if let size, content.size != size {
            return damaged("\(content.size) bytes were read back, \(size) were archived")
        }
        guard let crc64, content.crc64 != crc64 else { return [] }
        return damaged("the CRC-64 of the bytes read back is \(content.crc64), archived was \(crc64)")
    }

    /// Without the storage's own checksum, another ETag or another upload's note says that somebody replaced the object.
    private func identityProblems(_ object: ObjectObservation) -> [VideoProblem] {
        if let noted = object.metadataCRC64, let crc64, noted != crc64 {
            return changed("the object's metadata name the CRC-64 \(noted), archived was \(crc64)")
        }
        if let now = object.etag, let etag, now.lowercased() != etag.lowercased() {
            return changed("the object's ETag is \(now), archived was \(etag)")
        }
        return []
    }

    private func damaged(_ found: String) -> [VideoProblem] {
        [VideoProblem(kind: .damaged, found: found, remedy: Self.remedy)]
    }

    private func changed(_ found: String) -> [VideoProblem] {
        [
            VideoProblem(
                kind: .changed, found: found,
                remedy: "run 'keepreel verify --deep TASK_ID', which compares the bytes themselves")
        ]
    }
}
