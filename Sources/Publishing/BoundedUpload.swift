import Digests
import Failures
import ObjectStorage

/// Stores a spool, no more than one piece of it in memory.
struct BoundedUpload {
    /// Seconds after which nobody sends parts of an upload of that key any more.
    static let longestUpload: Int64 = 3600

    let bucket: Bucket
    let pieceSize: Int64

    /// - Throws: what says that another object is there, where the object may replace one only.
    func store(_ spool: Spool, as object: ObjectUpload) async throws(Failure) {
        guard spool.size > pieceSize else {
            _ = try await bucket.write(object, try spool.read(0..<spool.size))
            return
        }
        let plan = try PartPlan(size: spool.size, partSize: pieceSize, rules: bucket.location.profile.parts)
        // What publications that were killed left of this very key; what cannot be given up now is listed by prune.
        try? await bucket.abortUploads(of: object.key, except: nil, olderThan: Self.longestUpload)
        let bucket = bucket
        // Cut off while it begins, an upload would be there whose id nobody knows.
        let upload = try await uncancelled { () throws(Failure) in try await bucket.beginMultipart(object) }
        do throws(Failure) {
            var parts: [UploadedPart] = []
            for number in 1...plan.count {
                let piece = try spool.read(plan.range(of: number))
                parts.append(try await bucket.write(part: number, of: upload, piece))
            }
            _ = try await bucket.complete(
                upload, object: object, parts: parts, size: spool.size, crc64: spool.crc64)
        } catch {
            try? await uncancelled { () throws(Failure) in try await bucket.abort(upload) }
            throw error
        }
    }
}
