import Failures
import FoundationEssentials
import Manifest
import Media
import ObjectStorage
import Settings
import WireFormats

/// Under which key and with which fields a video is stored; pure.
struct ObjectPlan: Sendable {
    let storage: Settings.Storage
    let prefix: String

    /// - Parameter token: marks the upload as this one attempt's own.
    func object(
        for video: VideoRecord, of task: TaskRecord, sourceURL: String, token: String
    ) throws(Failure) -> (object: ObjectUpload, content: ExpectedContent) {
        let type = Self.fileType(url: sourceURL, promised: video.kind.expectedContent)
        let key =
            if let kept = keptKey(of: video) {
                kept
            } else {
                try storage.key.render(
                    prefix: prefix, taskID: task.taskID, model: task.model,
                    day: CalendarDay(utc: task.endedAt ?? task.beganAt), index: video.key.index,
                    ext: type.fileExtension, longest: (storage.url?.dialect ?? .s3).longestKey)
            }
        var object = ObjectUpload(key: key, contentType: type.contentType, settings: storage)
        object.metadata += story(of: video, task: task, token: token)
        return (object, type.content)
    }

    /// The key of a video that is archived again, whatever the settings say by now: its link stays the same.
    private func keptKey(of video: VideoRecord) -> String? {
        video.wasArchived && video.bucket == storage.url?.bucket ? video.objectKey : nil
    }

    /// What `recover` needs to rebuild the manifest from the bucket alone.
    private func story(of video: VideoRecord, task: TaskRecord, token: String) -> [(String, String)] {
        var story = [("task-id", task.taskID), ("index", String(video.key.index))]
        if let model = task.model { story.append(("model", model)) }
        if let submittedAt = task.submittedAt { story.append(("submitted-at", submittedAt.rfc3339)) }
        if let endedAt = task.endedAt { story.append(("ended-at", endedAt.rfc3339)) }
        story.append(("upload-token", token))
        return story
    }

    /// The URL's own type where it fits what Model Studio promised.
    private static func fileType(url: String, promised: ExpectedContent) -> MediaFileType {
        if let named = MediaFileType(url: url), promised == .any || named.content == .any || named.content == promised {
            return named
        }
        return MediaFileType.of(url: "", promised: promised)
    }
}

extension VideoKind {
    var expectedContent: ExpectedContent {
        switch self {
        case .video: .video
        case .image: .image
        case .other: .any
        }
    }
}

extension CalendarDay {
    init(utc date: Date) {
        let civil = CivilDate(daysSince1970: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
        self.init(year: civil.year, month: civil.month, day: civil.day)
    }
}

extension Date {
    /// `2026-11-21T07:31:00Z`
    var rfc3339: String { formatted(.iso8601) }
}
