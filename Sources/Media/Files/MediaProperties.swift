/// What the bytes of a whole file told about it. A value the file does not state is `nil`.
public struct MediaProperties: Sendable, Equatable {
    /// Width in pixels. Of a video the presentation width of its largest track, before any rotation.
    public var width: Int?
    /// Height in pixels, under the same rules as the width.
    public var height: Int?
    /// Seconds; videos only.
    public var duration: Double?
    /// Whether a video's index stands before its media data, so that playing can start while it loads.
    public var isFastStart: Bool?
    /// Media type the bytes show, e.g. `video/mp4`.
    public var contentType: String

    /// States only what is given.
    public init(
        width: Int? = nil, height: Int? = nil, duration: Double? = nil, isFastStart: Bool? = nil, contentType: String
    ) {
        self.width = width
        self.height = height
        self.duration = duration
        self.isFastStart = isFastStart
        self.contentType = contentType
    }
}
