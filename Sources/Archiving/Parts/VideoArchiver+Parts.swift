import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import Media
import ModelStudio
import ObjectStorage

extension VideoArchiver {
    /// What an earlier attempt or run left of an upload in parts.
    enum Resumed {
        /// It can be gone on with.
        case parts(PartsTransfer)
        /// It was completed, though nobody noticed.
        case stored(ArchivedFacts)
    }

    /// Begins a video's upload in parts.
    func beginParts(
        _ candidate: String, _ whole: SourceWhole, _ object: ObjectUpload, _ plan: PartPlan, for attempt: Attempt,
        check: WholeCheck
    ) async throws(Failure) -> PartsTransfer {
        let (upload, record) = try await beginUpload(
            object, size: plan.size, partSize: plan.partSize, whole, for: attempt)
        return PartsTransfer(
            .init(
                sourceURL: candidate, whole: whole, object: object, plan: plan, upload: upload, number: record.number),
            check: check, ledger: PartsLedger(self, upload: record.number, parts: []), isFirstUnderWay: true,
            progress: attempt.progress, archiver: self)
    }

    /// Begins a multipart upload, which the manifest knows of before it is there, whether or not the run is being stopped:
    /// half done it would leave an upload that nobody knows. Where the manifest fails then, the upload is taken back.
    func beginUpload(
        _ object: ObjectUpload, size: Int64, partSize: Int64, _ whole: SourceWhole, for attempt: Attempt
    ) async throws(Failure) -> (MultipartUpload, UploadRecord) {
        try await uncancelled { () async throws(Failure) in
            var record = UploadRecord(
                video: attempt.video.key, bucket: bucket.location.bucket, objectKey: object.key, uploadID: "",
                uploadToken: attempt.token, size: size, partSize: partSize, sourceETag: whole.etag,
                sourceCRC64: whole.crc64, begunAt: now())
            let intended = record
            var intent: Int64? = try await recorded { () throws(Failure) in
                try manifest.intendUpload(intended).number
            }
            let upload = try await bucket.beginMultipart(object)
            record.uploadID = upload.id
            if upload.mayHaveStrays { intent = nil }
            let (begun, replaced) = (record, intent)
            do throws(Failure) {
                return try await recorded { () throws(Failure) in
                    (upload, try manifest.beginUpload(begun, insteadOf: replaced))
                }
            } catch {
                try? await bucket.abort(upload)
                throw error
            }
        }
    }

    /// What an earlier attempt or run left of an upload in parts; `nil` if there is nothing of use. What is of no use is
    /// given up.
    func resumed(_ attempt: Attempt) async throws(Failure) -> Resumed? {
        guard let record = try manifest.openUpload(of: attempt.video.key) else { return nil }
        guard let resumption = UploadResumption(record, bucket: bucket, object: attempt.object) else {
            try await abandon(record)
            return nil
        }
        guard let parts = try await confirmedParts(of: resumption) else {
            let crc64 = record.sourceCRC64 ?? record.parts.crc64(ofAll: record.size)
            if let facts = try await own(attempt, size: record.size, crc64: crc64) { return .stored(facts) }
            try await recorded { () throws(Failure) in try manifest.forgetUpload(record.number) }
            return nil
        }
        guard let check = resumption.check(having: parts) else {
            try await abandon(record)
            return nil
        }
        attempt.progress.reset()
        attempt.progress.expect(total: record.size)
        attempt.progress.add(parts.reduce(0) { $0 + $1.size })
        return .parts(
            PartsTransfer(
                .init(
                    sourceURL: attempt.sourceURL, whole: resumption.whole,
                    object: attempt.object.knowing(resumption.whole), plan: resumption.plan,
                    upload: resumption.upload, number: record.number),
                check: check, ledger: PartsLedger(self, upload: record.number, parts: parts),
                isFirstUnderWay: false, progress: attempt.progress, archiver: self))
    }

    /// The parts that need not be sent again; `nil` if the storage has no such upload.
    private func confirmedParts(of resumption: UploadResumption) async throws(Failure) -> [UploadedPartRecord]? {
        do throws(Failure) {
            return try await bucket.parts(of: resumption.upload).map { resumption.confirmed(by: $0) }
        } catch {
            // Where parts cannot be listed, the storage tells at the end whether it has what the manifest says.
            if error.saysKindIsRefused { return resumption.unlisted }
            throw error
        }
    }

    /// Gives an upload up and aborts it, whether or not the run is being stopped. The manifest keeps it, as parts that
    /// were under way may outlive it: the end of the run aborts it once more.
    func abandon(_ record: UploadRecord) async throws(Failure) {
        try await recorded { () throws(Failure) in try manifest.abandonUpload(record.number) }
        guard record.bucket == bucket.location.bucket else { return }
        await uncancelled { try? await bucket.abort(MultipartUpload(record)) }
    }

    /// Aborts an upload that was given up, and forgets it. Of one that may or may not have been begun, no id is known:
    /// all under its key are aborted but the one that is gone on with, and again by later runs for a while.
    func abort(_ record: UploadRecord) async throws(Failure) {
        if record.uploadID.isEmpty {
            let known = try manifest.openUpload(of: record.video)?.uploadID
            try await bucket.abortUploads(of: record.objectKey, except: known)
            if now().timeIntervalSince(record.begunAt) < Self.longestWay { return }
        } else {
            try await bucket.abort(MultipartUpload(record))
        }
        try await recorded { () throws(Failure) in try manifest.forgetUpload(record.number) }
    }

    /// A request that was given up may be carried out so much later, in seconds: TCP alone repeats what is not
    /// acknowledged for a quarter of an hour.
    private static let longestWay: TimeInterval = 1800
}
