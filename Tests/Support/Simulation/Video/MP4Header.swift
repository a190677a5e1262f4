import FoundationEssentials

/// The boxes before the media of a generated video: 1280 x 720, 125 frames, 5 seconds (ISO/IEC 14496-12 and -15).
enum MP4Header {
    private static let frames: Int64 = 125
    private static let framesPerSecond: UInt32 = 25

    /// `ftyp`, `moov` and the head of `mdat`.
    /// - Parameter fileSize: the size of the whole file in bytes.
    static func bytes(fileSize: Int64) throws -> Data {
        let type = MP4Box.box("ftyp", Data("isom".utf8) + MP4Box.uint32(512) + Data("isomiso2avc1mp41".utf8))
        let headSize = Int64(type.count + movie(mediaOffset: 0, mediaSize: frames).count)
        let needsLargeSize = fileSize - headSize > Int64(UInt32.max)
        let mediaOffset = headSize + (needsLargeSize ? 16 : 8)
        let mediaSize = fileSize - mediaOffset
        guard mediaSize >= frames else { throw SimulationError.videoTooSmall(minimum: mediaOffset + frames) }
        let media =
            needsLargeSize
            ? MP4Box.uint32(1) + Data("mdat".utf8) + MP4Box.uint64(UInt64(mediaSize + 16))
            : MP4Box.uint32(UInt32(mediaSize + 8)) + Data("mdat".utf8)
        return type + movie(mediaOffset: mediaOffset, mediaSize: mediaSize) + media
    }

    private static func movie(mediaOffset: Int64, mediaSize: Int64) -> Data {
        let milliseconds = UInt32(frames) * 1000 / framesPerSecond
        let header = MP4Box.fullBox(
            "mvhd",
            MP4Box.uint32(0, 0, 1000, milliseconds, 0x0001_0000) + MP4Box.uint16(0x0100) + Data(count: 10)
                + MP4Box.unityMatrix + Data(count: 24) + MP4Box.uint32(2))
        let trackHeader = MP4Box.fullBox(
            "tkhd", flags: 3,
            MP4Box.uint32(0, 0, 1, 0, milliseconds) + Data(count: 16) + MP4Box.unityMatrix
                + MP4Box.uint32(1280 << 16, 720 << 16))
        let mediaHeader = MP4Box.fullBox(
            "mdhd", MP4Box.uint32(0, 0, framesPerSecond, UInt32(frames)) + MP4Box.uint16(0x55C4, 0))
        let handler = MP4Box.fullBox(
            "hdlr", Data(count: 4) + Data("vide".utf8) + Data(count: 12) + Data("VideoHandler\0".utf8))
        let reference = MP4Box.box(
            "dinf", MP4Box.fullBox("dref", MP4Box.uint32(1) + MP4Box.fullBox("url ", flags: 1, Data())))
        let information = MP4Box.box(
            "minf",
            MP4Box.fullBox("vmhd", flags: 1, Data(count: 8)) + reference
                + sampleTable(mediaOffset: mediaOffset, mediaSize: mediaSize))
        let track = MP4Box.box("trak", trackHeader + MP4Box.box("mdia", mediaHeader + handler + information))
        return MP4Box.box("moov", header + track)
    }

    /// All frames in one chunk and of one size; what does not divide evenly belongs to no frame.
    private static func sampleTable(mediaOffset: Int64, mediaSize: Int64) -> Data {
        let count = UInt32(frames)
        return MP4Box.box(
            "stbl",
            MP4Box.fullBox("stsd", MP4Box.uint32(1) + sampleEntry)
                + MP4Box.fullBox("stts", MP4Box.uint32(1, count, 1))
                + MP4Box.fullBox("stsc", MP4Box.uint32(1, 1, count, 1))
                + MP4Box.fullBox("stsz", MP4Box.uint32(UInt32(mediaSize / frames), count))
                + MP4Box.fullBox("co64", MP4Box.uint32(1) + MP4Box.uint64(UInt64(mediaOffset))))
    }

    /// H.264 baseline with the parameter sets x264 writes for 1280 x 720 at 25 frames a second.
    private static var sampleEntry: Data {
        let configuration: [UInt8] = [
            0x01, 0x42, 0xC0, 0x1F, 0xFF, 0xE1, 0x00, 0x19, 0x67, 0x42, 0xC0, 0x1F, 0xD9, 0x00, 0x50, 0x05, 0xBB, 0x01,
            0x10, 0x00, 0x00, 0x03, 0x00, 0x10, 0x00, 0x00, 0x03, 0x03, 0x20, 0xF1, 0x83, 0x24, 0x80, 0x01, 0x00, 0x05,
            0x68, 0xCB, 0x83, 0xCB, 0x20,
        ]
        return MP4Box.box(
            "avc1",
            Data(count: 6) + MP4Box.uint16(1) + Data(count: 16) + MP4Box.uint16(1280, 720)
                + MP4Box.uint32(0x0048_0000, 0x0048_0000, 0) + MP4Box.uint16(1) + Data(count: 32)
                + MP4Box.uint16(0x0018, 0xFFFF) + MP4Box.box("avcC", Data(configuration)))
    }
}
