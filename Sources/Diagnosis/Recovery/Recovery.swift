import Failures
public import FoundationEssentials
public import Manifest
public import ObjectStorage

/// Rebuilds the manifest from what lies in the bucket: a page of the list at a time, each recorded before the next, so
/// that memory does not depend on the number of objects and a recovery that is killed goes on where it was.
public struct Recovery: Sendable {
    private let bucket: Bucket
    private let reading: DeepRead
    private let manifest: Manifest
    /// What every key begins with; empty or with a slash at its end.
    private let keyPrefix: String
    private let publishedKey: PublishedKey
    private let concurrency: Int
    private let link: @Sendable (String) -> String
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - patience: for reading objects back.
    ///   - manifest: of no run that is under way.
    ///   - prefix: the prefix of `storage.url`; nothing outside is looked at.
    ///   - concurrency: objects that are asked for at the same time.
    ///   - link: the permanent URL of a key.
    public init(
        bucket: Bucket, web: any WebReading, patience: Patience, manifest: Manifest, prefix: String,
        concurrency: Int = 16,
        link: @escaping @Sendable (String) -> String, now: @escaping @Sendable () -> Date
    ) {
        self.bucket = bucket
        reading = DeepRead(bucket: bucket, web: web, patience: patience)
        self.manifest = manifest
        self.concurrency = max(1, concurrency)
        self.link = link
        self.now = now
        publishedKey = PublishedKey(prefix: prefix)
        keyPrefix = Diagnosis.keyPrefix(prefix)
    }

    /// What became of asking for one object.
    private enum Look: Sendable {
        case found(ObjectStory)
        /// It was removed after it was listed.
        case gone
        case failed(Failure)
    }

    /// - Parameters:
    ///   - isDryRun: changes nothing; several objects of one new video count one by one.
    ///   - report: is told how far it is, after every page.
    /// - Returns: what it came to; trouble with the bucket or the manifest is part of it.
    public func run(
        isDryRun: Bool, report: @Sendable (RecoverySummary) -> Void = { _ in }
    ) async -> RecoverySummary {
        var summary = RecoverySummary()
        var next: String?
        do throws(Failure) {
            repeat {
                let page = try await bucket.objects(prefix: keyPrefix, page: next)
                try await take(page.objects, isDryRun: isDryRun, &summary)
                report(summary)
                next = page.next
            } while next != nil && !Task.isCancelled
            summary.isComplete = next == nil && !Task.isCancelled && summary.uncheckedCount == 0
        } catch {
            summary.stop(error)
        }
        return summary
    }

    private func take(
        _ objects: [ObjectsPage.Entry], isDryRun: Bool, _ summary: inout RecoverySummary
    ) async throws(Failure) {
        let unknown = try unknown(of: objects, &summary)
        var videos: [FoundVideo] = []
        var end: Failure?
        for (object, look) in zip(unknown, await looks(at: unknown)) {
            switch look {
            case .found(.video(let video)): videos.append(video)
            case .found(.foreign): summary.foreign += 1
            case .found(.doubtful(let reason)): summary.doubt(object.key, reason)
            case .gone: break
            // What a request that is told to stop fails with is no news.
            case .failed where Task.isCancelled: break
            case .failed(let failure) where failure.concernsAll: end = end ?? failure
            case .failed(let failure): summary.leaveOut(object.key, failure)
            case nil: break
            }
        }
        videos = try await readingDistrusted(videos, &summary, &end)
        // What was found before the trouble need not be asked for again.
        let changes =
            isDryRun ? try manifest.recoveryChanges(for: videos) : try manifest.recover(videos, now: now())
        for (change, video) in zip(changes, videos) { summary.count(change, of: video) }
        if let end { throw end }
    }

    /// Reads what turned out to be gone or wrong once, and so is believed only by its bytes. One that cannot be read is
    /// left out.
    ///
    /// - Parameter end: what every other request would meet as well; nothing is read from then on.
    private func readingDistrusted(
        _ videos: [FoundVideo], _ summary: inout RecoverySummary, _ end: inout Failure?
    ) async throws(Failure) -> [FoundVideo] {
        var result: [FoundVideo] = []
        for (change, video) in zip(try manifest.recoveryChanges(for: videos), videos) {
            var video = video
            if change == .distrust {
                if end != nil { continue }
                do throws(Failure) {
                    video.readCRC64 = try await reading.content(of: video.objectKey).crc64
                } catch {
                    if Task.isCancelled { continue }
                    if error.concernsAll, !error.saysKindIsRefused {
                        end = error
                    } else {
                        summary.leaveOut(video.objectKey, error)
                    }
                    continue
                }
            }
            result.append(video)
        }
        return result
    }

    /// Those of a page that have to be asked for: a list tells no metadata.
    private func unknown(
        of objects: [ObjectsPage.Entry], _ summary: inout RecoverySummary
    ) throws(Failure) -> [ObjectsPage.Entry] {
        let archived = try manifest.archivedObjects(in: bucket.location.bucket, keys: objects.map(\.key))
        var unknown: [ObjectsPage.Entry] = []
        for object in objects {
            summary.listed += 1
            if let known = archived[object.key], known.size == object.size,
                known.etag?.lowercased() == object.etag?.lowercased()
            {
                summary.known += 1
            } else if publishedKey.isPublished(object.key) {
                summary.published += 1
            } else if object.size == 0 {
                // A folder of some console, as keepreel stores nothing empty.
                summary.foreign += 1
            } else {
                unknown.append(object)
            }
        }
        return unknown
    }

    /// Some at a time, in their order. `nil` is what nobody asked for any more, after a failure that concerns all.
    private func looks(at objects: [ObjectsPage.Entry]) async -> [Look?] {
        await withTaskGroup(of: (number: Int, look: Look).self) { group in
            var looks = [Look?](repeating: nil, count: objects.count)
            var waiting = objects.enumerated().makeIterator()
            func addTask() {
                guard !Task.isCancelled, let (number, object) = waiting.next() else { return }
                group.addTask { (number, await look(at: object)) }
            }
            for _ in 0..<concurrency { addTask() }
            var isOver = false
            for await (number, look) in group {
                looks[number] = look
                if case .failed(let failure) = look, failure.concernsAll { isOver = true }
                if !isOver { addTask() }
            }
            return looks
        }
    }

    private func look(at object: ObjectsPage.Entry) async -> Look {
        do throws(Failure) {
            guard let stored = try await bucket.head(object.key) else { return .gone }
            return .found(
                ObjectStory(of: object, stored, bucket: bucket.location.bucket, url: link(object.key)))
        } catch {
            return .failed(error)
        }
    }
}

extension Failure {
    /// Whether every other object would meet the same.
    fileprivate var concernsAll: Bool {
        switch disposition {
        case .stop, .unreachable: true
        case .retry, .renewSource, .refuseContent, .giveUp: false
        }
    }
}
