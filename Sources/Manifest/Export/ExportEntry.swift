public import FoundationEssentials

/// One line of an export: a video with its task. It never holds a source URL.
public struct ExportEntry {
    private let task: TaskRecord
    private let video: VideoRecord
    private let url: String?

    /// - Parameter permanentURL: gives the link of an archived video, which may differ from the recorded one when
    ///   `links.baseURL` has changed since. Not asked for videos that are not archived: those have no link.
    public init(
        _ task: TaskRecord, _ video: VideoRecord, permanentURL: (VideoRecord) -> String? = { $0.url }
    ) {
        self.task = task
        self.video = video
        self.url = video.state == .archived ? permanentURL(video) : nil
    }

    /// Appends the entry as one JSON object without line break. Every key is there; absent values are null, times are
    /// RFC 3339 in UTC, `crc64` is a decimal string.
    public func appendJSON(to bytes: inout [UInt8]) {
        for (column, name) in Self.jsonNames {
            bytes += name
            value(of: column).appendJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends the values of these columns as one JSON array without line break, each as in ``appendJSON(to:)``.
    public func appendJSONArray(of columns: [ExportColumn], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (position, column) in columns.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            value(of: column).appendJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// When anything about the video last changed.
    public var changedAt: Date { video.updatedAt }

    /// Each column with what stands before its value in a JSON object.
    private static let jsonNames: [(ExportColumn, [UInt8])] = ExportColumn.allCases.enumerated()
        .map { position, column in (column, Array("\(position == 0 ? "{" : ",")\"\(column.rawValue)\":".utf8)) }

    func value(of column: ExportColumn) -> ExportValue {
        switch column {
        case .taskID: .text(task.taskID)
        case .index: ExportValue(video.key.index)
        case .model: ExportValue(task.model)
        case .taskStatus: ExportValue(task.status)
        case .state: .text(video.state.rawValue)
        case .url: ExportValue(url)
        case .bucket: ExportValue(video.bucket)
        case .key: ExportValue(video.objectKey)
        case .size: ExportValue(video.size)
        case .contentType: ExportValue(video.contentType)
        case .crc64: ExportValue(video.crc64.map { String($0) })
        case .etag: ExportValue(video.etag)
        case .width: ExportValue(video.width)
        case .height: ExportValue(video.height)
        case .duration: ExportValue(video.duration)
        case .submittedAt: ExportValue(task.submittedAt)
        case .endedAt: ExportValue(task.endedAt)
        case .expiresAt: ExportValue(video.expiresAt)
        case .archivedAt: ExportValue(video.archivedAt)
        case .error: ExportValue(video.lastError?.description)
        }
    }
}
