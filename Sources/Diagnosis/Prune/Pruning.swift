public import Failures
public import FoundationEssentials
public import ObjectStorage

/// Aborts the multipart uploads that keepreel began and nobody will finish.
public struct Pruning: Sendable {
    private let bucket: Bucket
    private let ledger: any UploadLedger
    private let prefix: String

    /// - Parameters:
    ///   - ledger: knows which uploads are keepreel's own.
    ///   - prefix: the prefix of `storage.url`, under which others' uploads are told of.
    public init(bucket: Bucket, ledger: any UploadLedger, prefix: String) {
        self.bucket = bucket
        self.ledger = ledger
        self.prefix = prefix
    }

    /// - Parameters:
    ///   - oldest: uploads begun later are left alone.
    ///   - isDryRun: aborts nothing.
    /// - Throws: what concerns every upload alike: credentials, configuration, an endpoint out of reach.
    public func prune(begunBefore oldest: Date, isDryRun: Bool) async throws(Failure) -> PruneReport {
        let plan = PrunePlan(
            recorded: try ledger.recordedUploads(), bucket: bucket.location.bucket, begunBefore: oldest)
        var report = PruneReport()
        report.young = plan.young
        report.underWay = plan.underWay
        report.elsewhere = plan.elsewhere
        try await list(plan, into: &report)
        guard !isDryRun else {
            report.orphans = plan.orphans
            return report
        }
        for upload in plan.orphans where !Task.isCancelled { try await abort(upload, &report) }
        return report
    }

    private func abort(_ upload: RecordedUpload, _ report: inout PruneReport) async throws(Failure) {
        do throws(Failure) {
            try await bucket.abort(MultipartUpload(key: upload.key, id: upload.uploadID, token: nil))
            try ledger.forget(upload)
            report.orphans.append(upload)
        } catch {
            if error.disposition == .unreachable { throw error }
            report.failed.append((upload, error))
        }
    }

    private func list(_ plan: PrunePlan, into report: inout PruneReport) async throws(Failure) {
        guard bucket.location.profile.listing.offersUploads else {
            report.listing = .notOffered
            return
        }
        var marker: UploadsPage.Marker?
        repeat {
            do throws(Failure) {
                let page = try await bucket.uploads(prefix: prefix.isEmpty ? "" : prefix + "/", page: marker)
                let unknown = plan.unknown(of: page.uploads.map { ListedUpload($0) })
                report.unknownCount += unknown.count
                report.unknown += unknown.prefix(PruneReport.mostUnknown - report.unknown.count)
                marker = page.next
            } catch {
                if error.disposition == .unreachable { throw error }
                report.listing = .refused(error)
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
