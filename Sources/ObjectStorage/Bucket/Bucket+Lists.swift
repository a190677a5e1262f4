public import Failures
import HTTPTransport
import XMLReading

/// Lists, page by page: no more than one page is ever in memory.
extension Bucket {
    /// Entries of a page; servers give no more.
    private static let pageLength = 1000
    private static let mostParts = 10_000

    /// A page of the bucket's objects, by key.
    ///
    /// - Parameters:
    ///   - prefix: their keys begin like that.
    ///   - page: ``ObjectsPage/next`` of the page before; `nil` is the first.
    ///   - key: without `page`: only what comes behind it. A server may not know that and begin at the front.
    public func objects(
        prefix: String, page: String?, behind key: String? = nil
    ) async throws(Failure) -> ObjectsPage {
        let rules = location.profile.listing
        var query = [("prefix", prefix), ("max-keys", String(Self.pageLength))]
        if rules.version == 2 { query.append(("list-type", "2")) }
        if rules.encodesKeys { query.append(("encoding-type", "url")) }
        if let page {
            query.append((rules.version == 2 ? "continuation-token" : "marker", page))
        } else if let key {
            query.append((rules.version == 2 ? "start-after" : "marker", key))
        }
        let target = target(.listObjects, nil)
        return try ObjectsPage(
            await list(target, "ListBucketResult", query), version: rules.version,
            after: page ?? (rules.version == 2 ? nil : key), target)
    }

    /// A page of the multipart uploads under way.
    ///
    /// - Parameters:
    ///   - prefix: their keys begin like that.
    ///   - page: ``UploadsPage/next`` of the page before; `nil` is the first.
    /// - Throws: `storage.no-upload-lists` where the provider offers none.
    public func uploads(prefix: String, page: UploadsPage.Marker?) async throws(Failure) -> UploadsPage {
        let location = location
        guard location.profile.listing.offersUploads else {
            throw Failure(
                "storage.no-upload-lists", "the storage does not list multipart uploads through its S3 API",
                remedy: "write storage.url as oss://\(location.bucket)/… to use OSS's own",
                disposition: .giveUp)
        }
        var query = [("uploads", ""), ("prefix", prefix), ("max-uploads", String(Self.pageLength))]
        if location.profile.listing.encodesKeys { query.append(("encoding-type", "url")) }
        if let page { query += [("key-marker", page.key), ("upload-id-marker", page.uploadID)] }
        let target = target(.listUploads, nil)
        return try UploadsPage(await list(target, "ListMultipartUploadsResult", query), after: page, target)
    }

    /// The parts of an upload by number, all pages; `nil` if there is no such upload.
    public func parts(of upload: MultipartUpload) async throws(Failure) -> [UploadedPart]? {
        var parts: [UploadedPart] = []
        var marker: Int? = 0
        while let start = marker {
            var query = [("uploadId", upload.id), ("max-parts", String(Self.pageLength))]
            if start > 0 { query.append(("part-number-marker", String(start))) }
            let target = target(.listParts, upload.key)
            let page: PartsPage
            do throws(Failure) {
                page = try PartsPage(await list(target, "ListPartsResult", query), after: start, target)
            } catch {
                guard error.code == StorageRule.noSuchUpload else { throw error }
                return nil
            }
            parts += page.parts
            guard parts.count <= Self.mostParts else {
                throw StorageFailure.badReply("more parts than an upload can have", of: target)
            }
            marker = page.next
        }
        return parts
    }

    /// The rules by which the bucket removes things by itself; `nil` if it has none.
    public func lifecycle() async throws(Failure) -> [LifecycleRule]? {
        do throws(Failure) {
            let rules = try await list(target(.readLifecycle, nil), "LifecycleConfiguration", [("lifecycle", "")])
            return rules.all("Rule").map(LifecycleRule.init)
        } catch {
            guard error.code == StorageRule.noLifecycle else { throw error }
            return nil
        }
    }

    private static let listLimits = ExchangeLimits(responseBytes: XMLElement.sizeLimit)

    /// - Returns: the document of that root.
    private func list(
        _ target: StorageTarget, _ root: String, _ query: [(String, String)]
    ) async throws(Failure) -> XMLElement {
        let call = StorageCall(
            action: target.action, method: "GET", key: target.key, query: query, limits: Self.listLimits)
        return try await repeating { () throws(AttemptFailure) in
            let response = try await attempt(call)
            return try attempted { () throws(Failure) in try document(root, in: response, of: target) }
        }
    }
}
