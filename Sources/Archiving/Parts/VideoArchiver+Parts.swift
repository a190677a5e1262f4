import Failures
import HTTPTransport
import Manifest
import Media
import ModelStudio
import ObjectStorage

extension VideoArchiver {
    /// What became of an upload in parts that an earlier attempt or run began.
    enum Resumed {
        /// It is gone on with.
        case parts(PartsTransfer)
        /// It was completed.
        case stored(ArchivedFacts)
    }

    /// Begins a multipart upload and lets the manifest know of it before its first part.
    func beginParts(
        _ candidate: String, _ whole: SourceWhole, _ object: ObjectUpload, _ plan: PartPlan, for attempt: Attempt,
        check: WholeCheck
    ) async throws(Failure) -> PartsTransfer {
        let upload = try await bucket.beginMultipart(object)
        let record = try await register(upload, size: plan.size, partSize: plan.partSize, whole, for: attempt)
        return PartsTransfer(
            .init(
                sourceURL: candidate, whole: whole, object: object, plan: plan, upload: upload, number: record.number),
            check: check, ledger: PartsLedger(manifest, upload: record.number, parts: []), isFirstUnderWay: true,
            progress: attempt.progress, archiver: self)
    }

    /// Writes an upload that the storage has begun into the manifest; where that fails, the upload is taken back.
    func register(
        _ upload: MultipartUpload, size: Int64, partSize: Int64, _ whole: SourceWhole, for attempt: Attempt
    ) async throws(Failure) -> UploadRecord {
        let record = UploadRecord(
            video: attempt.video.key, bucket: bucket.location.bucket, objectKey: upload.key, uploadID: upload.id,
            uploadToken: attempt.token, size: size, partSize: partSize, sourceETag: whole.etag,
            sourceCRC64: whole.crc64, begunAt: now())
        var begun: UploadRecord?
        do throws(Failure) {
            try await recorded { () throws(Failure) in begun = try manifest.beginUpload(record) }
        } catch {
            await uncancelled { try? await bucket.abort(upload) }
            throw error
        }
        return begun ?? record
    }

    /// What an earlier attempt or run left of an upload in parts, ready to be gone on with; `nil` if there is nothing of
    /// use. What is of no use is given up.
    func resumed(_ attempt: Attempt) async throws(Failure) -> Resumed? {
        guard let record = try manifest.openUpload(of: attempt.video.key) else { return nil }
        guard let resumption = UploadResumption(record, bucket: bucket, object: attempt.object) else {
            try await abandon(record)
            return nil
        }
        guard let listed = try await bucket.parts(of: resumption.upload) else {
            // It is gone because it was completed, and only the answer did not come, or with all its parts.
            if let facts = try await completed(resumption, attempt) { return .stored(facts) }
            try await recorded { () throws(Failure) in try manifest.forgetUpload(record.number) }
            return nil
        }
        let parts = resumption.confirmed(by: listed)
        guard let check = resumption.check(having: parts) else {
            try await abandon(record)
            return nil
        }
        attempt.progress.reset()
        attempt.progress.expect(total: record.size)
        attempt.progress.add(parts.reduce(0) { $0 + $1.size })
        let transfer = PartsTransfer(
            .init(
                sourceURL: attempt.sourceURL, whole: resumption.whole, object: attempt.object.knowing(resumption.whole),
                plan: resumption.plan, upload: resumption.upload, number: record.number),
            check: check, ledger: PartsLedger(manifest, upload: record.number, parts: parts), isFirstUnderWay: false,
            progress: attempt.progress, archiver: self)
        return .parts(transfer)
    }

    /// The object of an upload that the storage does not know any more; `nil` where there is none of its bytes.
    private func completed(
        _ resumption: UploadResumption, _ attempt: Attempt
    ) async throws(Failure) -> ArchivedFacts? {
        let record = resumption.record
        guard record.parts.count == resumption.plan.count else { return nil }
        let parts = record.parts.map(UploadedPart.init)
        let crc64 = PartsTransfer.crc64(of: record.parts)
        guard
            let object = try await bucket.completed(
                resumption.upload, object: attempt.object, parts: parts, size: record.size, crc64: crc64)
        else { return nil }
        let properties = try? resumption.check(having: record.parts)?.finish(totalLength: record.size)
        return facts(object, attempt.object, crc64, properties)
    }

    /// Gives an upload up and aborts it, whether or not the run is being stopped. Where the storage cannot be asked, the
    /// manifest keeps it for later.
    func abandon(_ record: UploadRecord) async throws(Failure) {
        try await recorded { () throws(Failure) in try manifest.abandonUpload(record.number) }
        await uncancelled { await abort(record) }
    }

    /// Aborts an upload that was given up, and forgets it where that succeeds.
    func abort(_ record: UploadRecord) async {
        guard record.bucket == bucket.location.bucket else { return }
        let upload = MultipartUpload(key: record.objectKey, id: record.uploadID, token: record.uploadToken)
        do throws(Failure) {
            try await bucket.abort(upload)
            try await recorded { () throws(Failure) in try manifest.forgetUpload(record.number) }
        } catch {
            // It stays listed among the abandoned ones, and is tried again by the next run or by prune.
            observer(.problem(error.concerning("the upload of task \(record.video) could not be aborted")))
        }
    }

    /// Runs what has to be done even though the task is cancelled.
    func uncancelled(_ body: @escaping @Sendable () async -> Void) async { await Task { await body() }.value }
}
