public import Failures
public import FoundationEssentials
public import Manifest
public import ObjectStorage

/// Aborts the multipart uploads that keepreel began and gave up, those of publications included.
public struct Pruning: Sendable {
    private let bucket: Bucket
    private let manifest: Manifest
    /// What every key begins with; empty or with a slash at its end.
    private let keyPrefix: String
    private let published: PublishedKey

    /// - Parameters:
    ///   - manifest: knows which uploads are keepreel's own.
    ///   - prefix: the prefix of `storage.url`, under which others' uploads are told of.
    public init(bucket: Bucket, manifest: Manifest, prefix: String) {
        self.bucket = bucket
        self.manifest = manifest
        keyPrefix = Diagnosis.keyPrefix(prefix)
        published = PublishedKey(prefix: prefix)
    }

    /// Uploads that are read from the manifest at once.
    private static let pageLength = 500

    /// - Parameters:
    ///   - oldest: uploads begun later are left alone.
    ///   - isDryRun: aborts nothing.
    /// - Throws: what the manifest throws. A storage out of reach is part of the report.
    public func prune(begunBefore oldest: Date, isDryRun: Bool) async throws(Failure) -> PruneReport {
        let name = bucket.location.bucket
        let recorded = try all { (after) throws(Failure) in
            try manifest.uploads(in: name, after: after, limit: Self.pageLength)
        }.filter { !$0.uploadID.isEmpty }
        var plan = PrunePlan(recorded: recorded, published: published, begunBefore: oldest)
        var report = PruneReport()
        await list(&plan, into: &report)
        report.young = plan.young
        report.underWay = plan.underWay
        report.elsewhereCount = try all { (after) throws(Failure) in
            try manifest.abandonedUploads(after: after, limit: Self.pageLength)
        }.count { $0.bucket != name }
        guard !isDryRun else {
            report.orphans = plan.orphans
            return report
        }
        var isReached = report.listingFailure?.disposition != .unreachable
        for upload in plan.orphans where !Task.isCancelled {
            if isReached { isReached = await abort(upload, &report) } else { report.untriedCount += 1 }
        }
        return report
    }

    /// - Parameter page: the uploads behind a number.
    private func all(_ page: (Int64) throws(Failure) -> [UploadRecord]) throws(Failure) -> [UploadRecord] {
        var all: [UploadRecord] = []
        while true {
            let next = try page(all.last?.number ?? 0)
            all += next
            guard next.count == Self.pageLength else { return all }
        }
    }

    /// - Returns: whether the storage was reached.
    private func abort(_ upload: OrphanedUpload, _ report: inout PruneReport) async -> Bool {
        do throws(Failure) {
            try await bucket.abort(
                MultipartUpload(key: upload.objectKey, id: upload.uploadID, token: upload.token))
            if let number = upload.number { try manifest.forgetUpload(number) }
            report.orphans.append(upload)
            return true
        } catch {
            report.refused.append(PruneReport.Refusal(upload: upload, failure: error))
            return error.disposition != .unreachable
        }
    }

    private func list(_ plan: inout PrunePlan, into report: inout PruneReport) async {
        var marker: UploadsPage.Marker?
        repeat {
            do throws(Failure) {
                let page = try await bucket.uploads(prefix: keyPrefix, page: marker)
                let unknown = plan.take(page.uploads.map { ListedUpload($0) })
                report.unknownCount += unknown.count
                report.unknown += unknown.prefix(PruneReport.mostUnknown - report.unknown.count)
                marker = page.next
            } catch {
                report.listing = .none(error)
                return
            }
        } while marker != nil && !Task.isCancelled
    }
}

extension ListedUpload {
    init(_ entry: UploadsPage.Entry) {
        self.init(
            key: entry.key, uploadID: entry.id, begunAt: entry.begunAt.map { Date(timeIntervalSince1970: Double($0)) })
    }
}
