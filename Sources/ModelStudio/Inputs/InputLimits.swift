import Media

/// What the service takes as an input (Model Studio, "Wan image-to-action API reference": `image_url`, `video_url`).
///
/// Width and height have the same range and the ratio is bounded alike both ways, so a rotation stated by the file does
/// not matter.
struct InputLimits: Sendable, Equatable {
    /// What the file should be.
    var media: InputMedia
    /// Formats that are taken.
    var formats: Set<InputFormat>
    /// Pixels of either side.
    var sides: ClosedRange<Int>
    /// The longer side is at most so many times the shorter one.
    var ratio: Int
    /// MB of the reference are taken as 1024 x 1024 bytes, so that nothing the service takes is refused.
    var mebibytes: Int64
    /// Of a video.
    var seconds: ClosedRange<Int>?

    /// Writers round durations, and sound may outlast the picture by a frame.
    static let durationTolerance = 0.05

    static let image = InputLimits(
        media: .image, formats: [.jpeg, .png, .bmp, .webp], sides: 200...4096, ratio: 3, mebibytes: 5)
    static let video = InputLimits(
        media: .video, formats: [.mp4, .avi, .quickTime], sides: 200...2048, ratio: 3, mebibytes: 200, seconds: 2...30)

    var byteLimit: Int64 { mebibytes << 20 }

    /// What is wrong with a file of that length.
    func problem(byteCount: Int64) -> InputProblem? {
        if byteCount <= 0 { return .empty }
        return byteCount > byteLimit ? .tooLarge(byteCount) : nil
    }

    /// What is wrong with a file of these properties; the first problem of format, sides, ratio and duration.
    ///
    /// A duration the file does not state, as in many fragmented videos, is left to the service.
    func problem(_ properties: MediaProperties) -> InputProblem? {
        guard let format = InputFormat(contentType: properties.contentType), formats.contains(format) else {
            return .otherFormat
        }
        guard let width = properties.width, let height = properties.height else { return .unknownSides }
        let (shorter, longer) = (min(width, height), max(width, height))
        if !sides.contains(shorter) || !sides.contains(longer) { return .sides(width: width, height: height) }
        if longer > ratio * shorter { return .ratio(width: width, height: height) }
        guard let seconds, let duration = properties.duration else { return nil }
        let taken =
            Double(seconds.lowerBound) - Self.durationTolerance...Double(seconds.upperBound)
            + Self.durationTolerance
        return taken.contains(duration) ? nil : .duration(duration)
    }
}
