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
    /// So often somebody else may be faster.
    private static let mostRounds = 4

    let manifest: Manifest
    let bucket: Bucket
    let keys: PublishedKey
    let concurrency: Int
    let directory: String
    let link: @Sendable (VideoRecord) -> String?
    private let template: ObjectUpload
    private let linkRule: String
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - prefix: that of `storage.url`; everything goes below `manifest/` there.
    ///   - template: what every object is stored with; key, type, caching and disposition are set here.
    ///   - directory: for files without a name, as large as what is published.
    ///   - concurrency: documents of tasks that are stored at the same time.
    ///   - link: the permanent URL of an archived video.
    ///   - linkRule: differs where `link` gives other links.
    public init(
        manifest: Manifest, bucket: Bucket, prefix: String, template: ObjectUpload, directory: String,
        concurrency: Int, link: @escaping @Sendable (VideoRecord) -> String?, linkRule: String,
        now: @escaping @Sendable () -> Date
    ) {
        self.manifest = manifest
        self.bucket = bucket
        self.directory = directory
        self.concurrency = max(1, concurrency)
        self.link = link
        self.now = now
        keys = PublishedKey(prefix: prefix)
        self.linkRule = Self.crc64(of: linkRule)
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
            _ throws(Failure) in (try writtenPage(), nil)
        }
        return PublishSummary(lines: lines, page: page, taskCount: taskCount)
    }

    /// The tasks come first: what the lines say of them holds once the lines are there.
    private func publishLines(includesTasks: Bool) async throws(Failure) -> (PublishedObject, Int?) {
        var taskCount = includesTasks ? 0 : nil
        let lines = try await replacing(keys.lines, contentType: "application/x-ndjson") { before throws(Failure) in
            let known = before?.metadata[TaskMark.name].flatMap { TaskMark($0) }
            guard includesTasks else { return (try writtenLines(), known) }
            let beginning = now()
            let since = known.flatMap { $0.changedSince(rule: linkRule) }
            taskCount = (taskCount ?? 0) + (try await publishTasks(changedSince: since))
            return (try writtenLines(), TaskMark(time: beginning, rule: linkRule))
        }
        return (lines, taskCount)
    }

    private func writtenLines() throws(Failure) -> Spool {
        try spooled { (sink) in JSONLinesWriter(to: sink) }
    }

    private func writtenPage() throws(Failure) -> Spool {
        let total = try manifest.counts().total
        return try spooled { (sink) in GalleryWriter(total: total, to: sink) }
    }

    private func spooled(_ make: (@escaping ByteSink) -> any ExportWriter) throws(Failure) -> Spool {
        let spool = try Spool(in: directory)
        do {
            var writer = make { try spool.append($0) }
            try manifest.forEachEntry { try writer.write(ExportEntry($0, $1, permanentURL: link)) }
            try writer.finish()
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("publish.export", "the manifest cannot be written out: \(error)", disposition: .stop(.bug))
        }
        return spool
    }

    /// Stores what `make` gives instead of the object that was there before it was asked.
    private func replacing(
        _ key: String, contentType: String,
        _ make: (_ before: StoredObject?) async throws(Failure) -> (Spool, TaskMark?)
    ) async throws(Failure) -> PublishedObject {
        for _ in 0..<Self.mostRounds {
            let before = try await bucket.head(key)
            let (spool, mark) = try await make(before)
            let known = before?.metadata[TaskMark.name].flatMap { TaskMark($0) }
            if let before, before.size == spool.size, before.crc64 == spool.crc64, known?.rule == mark?.rule {
                return PublishedObject(key: key, size: spool.size, isNew: false)
            }
            var object = object(key, contentType: contentType)
            object.metadata.append(("crc64", String(spool.crc64)))
            if let mark { object.metadata.append((TaskMark.name, mark.text)) }
            object.replacedETag = before?.etag
            object.overwrites = before != nil
            do throws(Failure) {
                try await BoundedUpload(bucket: bucket, pieceSize: Self.pieceSize).store(spool, as: object)
                return PublishedObject(key: key, size: spool.size, isNew: true)
            } catch {
                guard error.saysObjectDiffers else { throw error }
            }
        }
        throw Failure(
            "publish.overtaken", "\(key) was replaced by others while it was published, \(Self.mostRounds) times",
            remedy: "let only one keepreel publish to this place at a time", disposition: .retry())
    }

    /// An object of that key and type, marked as this one attempt's own.
    func object(_ key: String, contentType: String) -> ObjectUpload {
        var object = template
        object.key = key
        object.contentType = contentType
        object.metadata.append((ObjectUpload.tokenName, RandomToken.make()))
        return object
    }

    private static func crc64(of text: String) -> String {
        var crc = CRC64(.xz)
        Array(text.utf8).withUnsafeBytes { crc.update($0) }
        return String(crc.value)
    }
}
