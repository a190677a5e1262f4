/// The fields of the few chunks of an AVI file that are read (Microsoft, "AVI RIFF File Reference": AVIMAINHEADER,
/// AVISTREAMHEADER, BITMAPINFOHEADER; "OpenDML AVI File Format Extensions" 1.02, 5.1: dmlh).
struct AVIFields: Sendable {
    /// A chunk that is read.
    enum Chunk: Sendable {
        case mainHeader, streamHeader, streamFormat, openDMLHeader

        /// So many first bytes hold all fields that are read.
        var length: Int64 {
            switch self {
            case .mainHeader: 40
            case .streamHeader: 36
            case .streamFormat: 12
            case .openDMLHeader: 4
            }
        }
    }

    private struct VideoStream {
        var scale: UInt64
        var rate: UInt64
        /// In frames.
        var length: UInt64
    }

    private var mainSize: ImageSize?
    private var microsecondsPerFrame: UInt64 = 0
    /// Of the first RIFF chunk only, where there are several.
    private var mainFrames: UInt64 = 0
    private var openDMLFrames: UInt64 = 0
    private var video: VideoStream?
    private var videoSize: ImageSize?
    /// Whether the stream at hand is the first one with pictures.
    private var isInVideo = false

    /// Size of the picture in pixels: by the format of the first video stream, else by the main header.
    var size: ImageSize? { videoSize ?? mainSize }

    /// Seconds: by the rate of the first video stream, else by the main header's time a frame.
    var duration: Double? {
        let frames = max(video?.length ?? 0, openDMLFrames)
        if frames > 0, let video, video.rate > 0, video.scale > 0 {
            return Double(frames) * Double(video.scale) / Double(video.rate)
        }
        let allFrames = max(frames, mainFrames)
        guard allFrames > 0, microsecondsPerFrame > 0 else { return nil }
        return Double(allFrames) * Double(microsecondsPerFrame) / 1_000_000
    }

    /// Starts the description of another stream.
    mutating func beginStream() { isInVideo = false }

    /// Reads the first bytes of a chunk's payload. What is cut short or states no value is left out.
    mutating func read(_ chunk: Chunk, _ payload: [UInt8]) {
        switch chunk {
        case .mainHeader: readMainHeader(payload)
        case .streamHeader: readStreamHeader(payload)
        case .streamFormat: readStreamFormat(payload)
        case .openDMLHeader: openDMLFrames = payload.littleEndian(at: 0, width: 4) ?? 0
        }
    }

    private mutating func readMainHeader(_ payload: [UInt8]) {
        guard let time = payload.littleEndian(at: 0, width: 4), let frames = payload.littleEndian(at: 16, width: 4)
        else { return }
        microsecondsPerFrame = time
        mainFrames = frames
        mainSize = Self.size(payload, widthAt: 32, heightAt: 36)
    }

    /// The rate is in frames: `rate / scale` a second. Interleaved DV is a stream of pictures, too.
    private mutating func readStreamHeader(_ payload: [UInt8]) {
        guard video == nil, payload.holds("vids") || payload.holds("iavs"),
            let scale = payload.littleEndian(at: 20, width: 4), let rate = payload.littleEndian(at: 24, width: 4),
            let length = payload.littleEndian(at: 32, width: 4)
        else { return }
        video = VideoStream(scale: scale, rate: rate, length: length)
        isInVideo = payload.holds("vids")
    }

    private mutating func readStreamFormat(_ payload: [UInt8]) {
        if isInVideo { videoSize = Self.size(payload, widthAt: 4, heightAt: 8) }
    }

    /// A negative height means rows from the top down.
    private static func size(_ payload: [UInt8], widthAt: Int, heightAt: Int) -> ImageSize? {
        let sides = [widthAt, heightAt].map { offset in
            payload.littleEndian(at: offset, width: 4).map { Int(Int32(truncatingIfNeeded: $0).magnitude) } ?? 0
        }
        return sides.contains(0) ? nil : ImageSize(width: sides[0], height: sides[1])
    }
}
