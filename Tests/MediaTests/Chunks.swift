/// Hand-made chunks of an AVI file, with least significant bytes first.
func chunk(_ name: String, _ payload: [UInt8] = []) -> [UInt8] {
    lyingChunk(name, size: UInt32(payload.count), payload + (payload.count % 2 == 1 ? [0] : []))
}

/// A chunk whose size field says what it likes.
func lyingChunk(_ name: String, size: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
    Array(name.utf8) + little(size) + payload
}

func list(_ type: String, _ payload: [UInt8], in name: String = "LIST") -> [UInt8] {
    chunk(name, Array(type.utf8) + payload)
}

func little(_ values: UInt32...) -> [UInt8] { values.flatMap { number($0, 4).reversed() } }

func mainHeader(frames: UInt32 = 75, microseconds: UInt32 = 40_000, width: UInt32 = 640, height: UInt32 = 360)
    -> [UInt8]
{
    chunk("avih", little(microseconds, 0, 0, 0x10, frames, 0, 1, 0, width, height, 0, 0, 0, 0))
}

func stream(_ kind: String = "vids", scale: UInt32, rate: UInt32, length: UInt32, format: [UInt8] = []) -> [UInt8] {
    let fields = Array(kind.utf8) + zeros(16) + little(scale, rate, 0, length) + zeros(20)
    return list("strl", chunk("strh", fields) + chunk("strf", format))
}

func bitmapHeader(_ width: Int32, _ height: Int32) -> [UInt8] {
    little(40, UInt32(bitPattern: width), UInt32(bitPattern: height)) + zeros(28)
}

/// A file of these headers with a frame of media data.
func avi(_ headers: [UInt8], after: [UInt8] = []) -> [UInt8] {
    list("AVI ", list("hdrl", headers) + list("movi", chunk("00dc", [1, 2, 3])) + after, in: "RIFF")
}
