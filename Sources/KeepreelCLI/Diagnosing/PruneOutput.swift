import Diagnosis
import Failures
import FoundationEssentials
import Manifest

/// What became of unfinished uploads: on standard output, with the reasons on standard error.
struct PruneOutput: Sendable {
    let format: ReportFormat
    let isDryRun: Bool
    let context: CommandContext

    func write(_ report: PruneReport) throws {
        for refusal in report.refused {
            let upload = refusal.upload
            context.console.error(
                refusal.failure.concerning(
                    "the upload of \(upload.video.map { "task \($0)" } ?? upload.objectKey) could not be aborted"))
        }
        if let failure = report.listingFailure {
            context.console.error(failure.concerning("the bucket's unfinished uploads could not be listed"))
        }
        switch format {
        case .text: try writeText(report)
        case .json: try StandardOutput.write(json(report))
        }
    }

    private func writeText(_ report: PruneReport) throws {
        for upload in report.orphans {
            try StandardOutput.show(
                "\(isDryRun ? "would abort" : "aborted") \(upload.objectKey)\(upload.video.map { " of task \($0)" } ?? ""), begun "
                    + "\(upload.begunAt.formatted(.iso8601))\n")
        }
        guard !context.options.quiet else { return }
        for upload in report.unknown {
            let begun = upload.begunAt.map { ", begun \($0.formatted(.iso8601))" } ?? ""
            try StandardOutput.show("not in the manifest: \(upload.key)\(begun), upload \(upload.uploadID)\n")
        }
        try StandardOutput.show("keepreel\(isDryRun ? " (dry run)" : ""): \(summary(report))\n")
        hints(report)
    }

    private func summary(_ report: PruneReport) -> String {
        var parts = ["\(report.orphans.count) \(isDryRun ? "to abort" : "aborted")"]
        func add(_ count: Int, _ what: String) {
            if count > 0 { parts.append("\(count) \(what)") }
        }
        add(report.refused.count, "not aborted")
        add(report.untriedCount, "not tried")
        add(report.young.count, "too young")
        add(report.underWay.count, "under way")
        add(report.elsewhereCount, "in other buckets")
        add(report.unknownCount, "not in the manifest")
        return parts.joined(separator: ", ")
    }

    private func hints(_ report: PruneReport) {
        if case .none(let reason) = report.listing, report.listingFailure == nil {
            context.console.tell("what else is unfinished in the bucket is not known: \(reason)")
        }
        if report.unknownCount > 0 {
            context.console.line(
                "keepreel: uploads that are not in the manifest are left alone, as they may be somebody else's; a "
                    + "lifecycle rule AbortIncompleteMultipartUpload removes them after some days")
        }
        if report.elsewhereCount > 0 {
            context.console.tell("set storage.url to the other buckets to abort what was given up there")
        }
    }

    private func json(_ report: PruneReport) -> String {
        let orphans = report.orphans.map(Self.json).joined(separator: ",")
        let refused = report.refused.map { Self.json($0.upload, error: $0.failure) }.joined(separator: ",")
        let unknown = report.unknown.map { upload in
            "{\"key\":\(JSONLine.string(upload.key)),\"upload_id\":\(JSONLine.string(upload.uploadID)),"
                + "\"begun_at\":\(JSONLine.string(upload.begunAt?.formatted(.iso8601)))}"
        }.joined(separator: ",")
        return "{\"dry_run\":\(isDryRun),\"aborted\":[\(orphans)],\"refused\":[\(refused)],"
            + "\"untried\":\(report.untriedCount),\"young\":\(report.young.count),\"under_way\":\(report.underWay.count),"
            + "\"elsewhere\":\(report.elsewhereCount),\"unknown\":[\(unknown)],"
            + "\"unknown_count\":\(report.unknownCount)}\n"
    }

    private static func json(_ upload: OrphanedUpload) -> String { "{\(members(upload))}" }

    private static func json(_ upload: OrphanedUpload, error: Failure) -> String {
        "{\(members(upload)),\"error\":\(JSONLine.string(error.description))}"
    }

    private static func members(_ upload: OrphanedUpload) -> String {
        "\"task_id\":\(JSONLine.string(upload.video?.taskID)),"
            + "\"index\":\(upload.video.map { String($0.index) } ?? "null"),"
            + "\"key\":\(JSONLine.string(upload.objectKey)),\"upload_id\":\(JSONLine.string(upload.uploadID)),"
            + "\"begun_at\":\(JSONLine.string(upload.begunAt.formatted(.iso8601)))"
    }
}
