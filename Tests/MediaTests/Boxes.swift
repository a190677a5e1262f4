/// Hand-made boxes (ISO/IEC 14496-12, 4.2).
func box(_ type: String, _ payload: [UInt8] = []) -> [UInt8] {
    number(payload.count + 8, 4) + Array(type.utf8) + payload
}

/// A box with the 64-bit size field.
func largeBox(_ type: String, _ payload: [UInt8], size: UInt64? = nil) -> [UInt8] {
    number(1, 4) + Array(type.utf8) + number(size ?? UInt64(payload.count + 16), 8) + payload
}

/// A box whose 32-bit size field says what it likes.
func lyingBox(_ type: String, size: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
    number(size, 4) + Array(type.utf8) + payload
}

/// Most significant byte first.
func number(_ value: some BinaryInteger, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

let fileType = box("ftyp", Array("isom".utf8) + zeros(4) + Array("isom".utf8))
let mediaData = box("mdat", Array("media".utf8))

func movieHeader(timescale: UInt32, duration: UInt64, version: UInt8 = 0) -> [UInt8] {
    let long = version == 1
    let fields = zeros(long ? 16 : 8) + number(timescale, 4) + number(duration, long ? 8 : 4)
    return box("mvhd", [version, 0, 0, 0] + fields + zeros(80))
}

func track(width: Int, height: Int, version: UInt8 = 0) -> [UInt8] {
    let upToMatrix = zeros(version == 1 ? 84 : 72)
    return box("trak", box("tkhd", [version, 0, 0, 0] + upToMatrix + number(width << 16, 4) + number(height << 16, 4)))
}

func extendsHeader(duration: UInt64, version: UInt8 = 0) -> [UInt8] {
    box("mvex", box("mehd", [version, 0, 0, 0] + number(duration, version == 1 ? 8 : 4)))
}

let movie = box("moov", movieHeader(timescale: 1000, duration: 2500) + track(width: 640, height: 360))
