import FoundationEssentials
import Synchronization

@testable import Manifest

/// A run that does all a run can do, and looks at nothing but the manifest and the world outside, so that another one
/// can go on from wherever it was killed.
final class WholeRun: Sendable {
    let manifest: Manifest
    private let state: Mutex<Outside>

    init(_ manifest: Manifest, _ outside: Outside = Outside()) {
        self.manifest = manifest
        state = Mutex(outside)
    }

    var outside: Outside { state.withLock { $0 } }

    static let partCount = 3
    static let job = "job"

    /// From wherever the manifest stands to the end.
    func run() throws {
        try submit()
        _ = try manifest.add(
            ["two", "failed", "gone", "hopeless", "found"].map { NewTask(taskID: $0) }, origin: .added, now: time())
        try manifest.recordListed([ListedTask(taskID: "two", status: "RUNNING")], round: "1", at: time())
        for task in try manifest.tasksToQuery(limit: 99) { _ = try manifest.record(Outside.answer(task.taskID)) }
        try recover()
        while let video = try manifest.nextVideo(excluding: []) { try archive(video) }
        for upload in try manifest.abandonedUploads(limit: 99) {
            state.withLock { _ = $0.aborted.insert(upload.uploadID) }
            try manifest.forgetUpload(upload.number)
        }
        let failures = try manifest.unreportedFailures(limit: 99).map(\.taskID)
        let losses = try manifest.unreportedLosses(limit: 99).map(\.key)
        try manifest.markReported(failures: failures, losses: losses, at: time(9))
    }

    private func submit() throws {
        let token: String
        if let submission = try manifest.lastSubmission(clientID: Self.job) {
            token = submission.token
            guard submission.state == .sending else { return }
        } else {
            token = "submission"
            try manifest.beginSubmission(
                Submission(
                    token: token, clientID: Self.job, fingerprint: "f", model: "wan", region: "r", sentAt: time()))
        }
        if outside.accepted[token] == nil {
            try manifest.sendSubmission(token, at: time())
            state.withLock { $0.accepted[token] = "submitted" }
        }
        try manifest.acceptSubmission(token, task: NewTask(taskID: "submitted"), at: time())
    }

    private func recover() throws {
        var found = FoundVideo(
            key: VideoKey("found"), bucket: "b", objectKey: "found.mp4", uploadToken: "t", size: 1, url: "https://b/f")
        found.storedAt = time(-99 * hour)
        var older = found
        older.key = VideoKey("forgotten")
        _ = try manifest.recover([found, older], now: time())
    }

    private func archive(_ video: VideoRecord) throws {
        let key = "\(video.key).mp4"
        let token = video.uploadToken ?? "token of \(video.key)"
        if video.state == .archiving, outside.objects[key] == token { return try finish(video.key) }
        if video.key == VideoKey("hopeless"), video.attempts > 0 {
            return try manifest.lose(video.key, reason: RecordedError(code: "c", message: "m"), at: time(3))
        }
        try manifest.beginArchiving(video.key, bucket: "b", objectKey: key, uploadToken: token, at: time(1))
        if video.key.taskID == "two" || video.key.taskID == "hopeless" { try sendParts(video.key, key, token) }
        if video.attempts == 0, video.key != VideoKey("two") {
            return try manifest.postpone(video.key, error: RecordedError(code: "c", message: "m"), at: time(2))
        }
        state.withLock { $0.objects[key] = token }
        try finish(video.key)
    }

    private func sendParts(_ video: VideoKey, _ key: String, _ token: String) throws {
        let upload: UploadRecord
        if let open = try manifest.openUpload(of: video) {
            upload = open
        } else {
            let id = "upload \(outside.uploads.count)"
            state.withLock { $0.uploads[id] = [:] }
            upload = try manifest.beginUpload(
                UploadRecord(
                    video: video, bucket: "b", objectKey: key, uploadID: id, uploadToken: token, size: 9, partSize: 3,
                    begunAt: time(1)))
        }
        for number in 1...Self.partCount where !upload.parts.contains(where: { $0.number == number }) {
            state.withLock { $0.uploads[upload.uploadID, default: [:]][number, default: 0] += 1 }
            let part = UploadedPartRecord(number: number, etag: "\"\(number)\"", size: 3, crc64: UInt64(number))
            try manifest.addPart(part, to: upload.number, checkpoint: [UInt8(number)])
        }
    }

    private func finish(_ video: VideoKey) throws {
        try manifest.finishArchiving(
            video, ArchivedFacts(size: 9, crc64: .max, url: "https://b/\(video)"), at: time(4))
    }
}
