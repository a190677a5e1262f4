import Failures
import FoundationEssentials
import Manifest
import ModelStudio
import ObjectStorage

/// What an object's metadata tell of the video it is; pure.
enum ObjectStory {
    /// It is a whole video that keepreel stored.
    case video(FoundVideo)
    /// It is somebody else's.
    case foreign
    /// It says that keepreel stored it, and cannot be what was stored.
    case doubtful(String)

    /// - Parameters:
    ///   - listed: the object as the list has it.
    ///   - object: what the bucket says of it.
    ///   - url: its permanent URL.
    init(of listed: ObjectsPage.Entry, _ object: StoredObject, bucket: String, url: String) {
        let metadata = object.metadata
        // Others may have a task id of their own; only keepreel has all three.
        guard let taskID = metadata["task-id"], let index = Self.index(metadata["index"]),
            let token = object.uploadToken, !token.isEmpty, Self.isTaskID(taskID)
        else {
            self = .foreign
            return
        }
        if let noted = object.crc64, let server = object.checksums.crc64, noted != server {
            self = .doubtful("the storage's CRC-64 is \(server), its upload noted \(noted)")
            return
        }
        guard object.size > 0 else {
            self = .doubtful("it is empty")
            return
        }
        var video = FoundVideo(
            key: VideoKey(taskID: taskID, index: index), kind: Self.kind(object.contentType), bucket: bucket,
            objectKey: listed.key, uploadToken: token, size: object.size, url: url)
        video.model = metadata["model"]
        video.submittedAt = Self.time(metadata["submitted-at"])
        video.endedAt = Self.time(metadata["ended-at"])
        video.storedAt = listed.modifiedAt.map { Date(timeIntervalSince1970: Double($0)) }
        video.crc64 = object.crc64 ?? object.checksums.crc64
        video.etag = object.etag
        video.contentType = object.contentType
        self = .video(video)
    }

    private static func isTaskID(_ text: String) -> Bool {
        do throws(Failure) {
            try TaskID.validate(text)
            return true
        } catch {
            return false
        }
    }

    /// As keepreel writes it, and no other way.
    private static func index(_ text: String?) -> Int? {
        guard let text, let index = Int(text), index >= 0, text == String(index) else { return nil }
        return index
    }

    private static func time(_ text: String?) -> Date? {
        text.flatMap { try? Date($0, strategy: .iso8601) }
    }

    private static func kind(_ contentType: String?) -> VideoKind {
        switch contentType?.lowercased().prefix(6) {
        case "video/": .video
        case "image/": .image
        default: .other
        }
    }
}
