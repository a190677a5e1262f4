import Digests
public import Failures
public import FoundationEssentials
import Gallery
public import Manifest
public import ObjectStorage
import WireFormats

/// Puts the manifest beside the videos: JSON lines, a page to look at and, if wanted, a document for each task.
///
/// An object is replaced as a whole, and only where its bytes differ. What another process published meanwhile is newer
/// and not replaced: then everything begins anew. Memory is bounded by ``pieceSize``.
public struct Publication: Sendable {
    /// The most bytes of an object that are in memory at once; a larger one goes up in parts.
    public static let pieceSize: Int64 = 16 << 20
    let manifest: Manifest
    let bucket: Bucket
    let keys: PublishedKey
    let concurrency: Int
    let directory: String
    let link: @Sendable (VideoRecord) -> String?
    /// Differs where settings give other links, or objects that are stored in another way.
    let rule: String
    let template: ObjectUpload
    private let warn: @Sendable (String) -> Void
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - prefix: that of `storage.url`; everything goes below `manifest/` there.
    ///   - template: what every object is stored with; key, type, caching and disposition are set here.
    ///   - directory: for files without a name, as large as what is published.
    ///   - concurrency: documents of tasks that are stored at the same time.
    ///   - link: the permanent URL of an archived video.
    ///   - linkRule: differs where `link` gives other links.
    ///   - warn: takes what was published and should be known.
    public init(
        manifest: Manifest, bucket: Bucket, prefix: String, template: ObjectUpload, directory: String,
        concurrency: Int, link: @escaping @Sendable (VideoRecord) -> String?, linkRule: String,
        warn: @escaping @Sendable (String) -> Void, now: @escaping @Sendable () -> Date
    ) {
        self.manifest = manifest
        self.bucket = bucket
        self.directory = directory
        self.concurrency = max(1, concurrency)
        self.link = link
        self.warn = warn
        self.now = now
        keys = PublishedKey(prefix: prefix)
        rule = CRC64.text(
            of: [linkRule, template.acl, template.serverSideEncryption, template.kmsKeyID]
                .map { $0 ?? "" }.joined(separator: "\n"))
        var template = template
        template.cacheControl = "no-cache"
        template.contentDisposition = nil
        template.storageClass = nil
        template.contentMD5 = nil
        template.overwrites = true
        self.template = template
    }

    /// - Parameter includesTasks: whether each task gets a document of its own.
    /// - Throws: `publish.overtaken` where others are faster again and again.
    public func run(includesTasks: Bool) async throws(Failure) -> PublishSummary {
        let (lines, taskCount) = try await publishLines(includesTasks: includesTasks)
        let page = try await replacing(keys.page, contentType: "text/html; charset=utf-8") {
            _ throws(Failure) in PublishedContent(spool: try writtenPage())
        }
        return PublishSummary(lines: lines, page: page, taskCount: taskCount)
    }

    /// The tasks come first: what the lines say of them holds once the lines are there.
    private func publishLines(includesTasks: Bool) async throws(Failure) -> (PublishedObject, Int?) {
        let manifestID = try manifest.identity()
        // Another manifest's mark says nothing of this one's tasks.
        let taskRule = CRC64.text(of: "\(rule)\n\(manifestID)")
        var taskCount = includesTasks ? 0 : nil
        var warning: String?
        let lines = try await replacing(keys.lines, contentType: "application/x-ndjson") { before throws(Failure) in
            let known = before?.metadata[TaskMark.name].flatMap { TaskMark($0) }
            let beginning = now()
            if includesTasks {
                let since = known.flatMap { $0.changedSince(rule: taskRule) }
                let stored = try await publishTasks(changedSince: since, comparing: known != nil)
                taskCount = (taskCount ?? 0) + stored
            }
            let (spool, entryCount) = try writtenLines()
            if entryCount == 0, let before, before.size > 0 { throw Self.emptiness(keys.lines) }
            let origin = LinesOrigin(manifestID: manifestID, entryCount: entryCount)
            warning = (before?.metadata).flatMap { LinesOrigin($0) }
                .flatMap { origin.warning(replacing: $0, at: keys.lines) }
            let mark = includesTasks ? TaskMark(time: beginning, rule: taskRule) : known
            return PublishedContent(spool: spool, mark: mark, origin: origin)
        }
        if lines.isNew, let warning { warn(warning) }
        return (lines, taskCount)
    }

    private static func emptiness(_ key: String) -> Failure {
        Failure(
            "publish.empty", "the manifest has no entry, and \(key) in the bucket has some",
            remedy:
                "set manifest.path to the manifest it was published from, or delete \(key) by hand if an empty list "
                + "is meant to be there", disposition: .stop(.configuration))
    }

    private func writtenLines() throws(Failure) -> (Spool, entryCount: Int) {
        try spooled { (sink) in JSONLinesWriter(to: sink) }
    }

    private func writtenPage() throws(Failure) -> Spool {
        let total = try manifest.counts().total
        return try spooled { (sink) in GalleryWriter(total: total, to: sink) }.0
    }

    private func spooled(
        _ make: (@escaping ByteSink) -> any ExportWriter
    ) throws(Failure) -> (Spool, entryCount: Int) {
        let spool = try Spool(in: directory)
        var entryCount = 0
        do {
            var writer = make { try spool.append($0) }
            try manifest.forEachEntry {
                try writer.write(ExportEntry($0, $1, permanentURL: link))
                entryCount += 1
            }
            try writer.finish()
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("publish.export", "the manifest cannot be written out: \(error)", disposition: .stop(.bug))
        }
        return (spool, entryCount)
    }
}
