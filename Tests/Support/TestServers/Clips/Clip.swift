/// A real H.264 video to be made by ffmpeg.
public struct Clip: Sendable, Hashable {
    /// Its length in whole seconds, 1 or more.
    public var seconds = 1
    /// Its width in pixels, even.
    public var width = 320
    /// Its height in pixels, even.
    public var height = 240
    /// Whether `moov` stands before `mdat`.
    public var isFaststart = false
    /// Whether it has a sound track (AAC).
    public var hasSound = false
    /// About how many bytes it should have; `nil`: as few as it takes.
    public var bytes: Int?

    /// A short, small clip; its properties may be changed.
    public init(
        seconds: Int = 1, width: Int = 320, height: Int = 240, isFaststart: Bool = false, hasSound: Bool = false,
        bytes: Int? = nil
    ) {
        self.seconds = seconds
        self.width = width
        self.height = height
        self.isFaststart = isFaststart
        self.hasSound = hasSound
        self.bytes = bytes
    }

    /// A file name that tells all properties.
    var fileName: String {
        let parts = [
            "\(width)x\(height)", "\(seconds)s", isFaststart ? "faststart" : nil, hasSound ? "sound" : nil,
            bytes.map { "\($0)bytes" },
        ]
        return parts.compactMap { $0 }.joined(separator: "-") + ".mp4"
    }

    /// The arguments of ffmpeg up to the output's name.
    var arguments: [String] {
        let picture = "testsrc2=size=\(width)x\(height):rate=25:duration=\(seconds)"
        var arguments = ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", picture]
        if hasSound { arguments += ["-f", "lavfi", "-i", "sine=frequency=440:duration=\(seconds)", "-c:a", "aac"] }
        arguments += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"]
        if let bytes {
            // A constant rate with filler: a moving picture alone would not reach the size.
            let rate = String(bytes * 8 / seconds)
            arguments += ["-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate]
            arguments += ["-x264-params", "nal-hrd=cbr:force-cfr=1"]
        }
        return arguments + (isFaststart ? ["-movflags", "+faststart"] : [])
    }
}
