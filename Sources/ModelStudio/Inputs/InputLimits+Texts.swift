import Media

// The words and the examples of ffmpeg calls in sentences about a file.
extension InputLimits {
    var noun: String { media == .image ? "image" : "video" }

    var nounWithArticle: String { media == .image ? "an image" : "a video" }

    var formatNames: String { media == .image ? "JPG, JPEG, PNG, BMP or WEBP" : "MP4, AVI or MOV" }

    /// Names of a file before and after.
    var exampleNames: (from: String, to: String) { media == .image ? ("in.png", "out.jpg") : ("in.mov", "out.mp4") }

    var shrinkingOptions: String { media == .image ? "-q:v 4" : "-c:v libx264 -crf 26" }

    var durationText: String {
        seconds.map { "the service takes \($0.lowerBound) to \($0.upperBound) seconds" } ?? ""
    }

    /// Whether a file of that kind may pass once it is whole, see `FileKind`.
    func isTaken(kind: String) -> Bool {
        let kinds =
            media == .image
            ? ["a JPEG image", "a PNG image", "a BMP image", "a WebP image"]
            : ["an MP4 video", "a QuickTime video", "an AVI video"]
        return kinds.contains(kind)
    }

    /// The argument of ffmpeg's scale filter that brings the side out of bounds to the nearest bound; the other side
    /// follows, as an even number.
    func scale(width: Int, height: Int) -> String {
        let isTooLarge = max(width, height) > sides.upperBound
        let isByWidth = (width >= height) == isTooLarge
        let side = isTooLarge ? sides.upperBound : sides.lowerBound
        return isByWidth ? "\(side):-2" : "-2:\(side)"
    }

    /// The argument of ffmpeg's crop filter that brings the longer side to the ratio.
    func crop(width: Int, height: Int) -> String {
        width > height ? "\(ratio * height):\(height)" : "\(width):\(ratio * width)"
    }

    func remedy(seconds duration: Double) -> String {
        guard let seconds else { return "" }
        if duration < Double(seconds.lowerBound) { return "give a video of at least \(seconds.lowerBound) seconds" }
        return "cut it, e.g. ffmpeg -i in.mp4 -t \(seconds.upperBound) -c copy out.mp4"
    }
}
