/// Steps over the segments of a JPEG file to the frame header that states the size (ITU-T T.81, annex B).
struct JPEGSegments: Sendable {
    private enum Step {
        case marker
        case code
        case fields(code: UInt8)
        case skip(Int)
        case done
    }

    private var step = Step.marker
    private var gathered: [UInt8] = []
    private(set) var size: ImageSize?

    /// Takes the next bytes of the file. Stops looking at the first frame header or scan.
    ///
    /// - Returns: How many of these bytes stand behind the place where it stopped.
    mutating func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
        var rest = bytes[...]
        while let byte = rest.first {
            switch step {
            case .done:
                return rest.count
            case .skip(let count):
                let passed = min(count, rest.count)
                rest = rest.dropFirst(passed)
                step = passed == count ? .marker : .skip(count - passed)
                continue
            case .marker: step = byte == 0xFF ? .code : .done
            case .code: readCode(byte)
            case .fields(let code): readField(byte, code)
            }
            rest = rest.dropFirst()
        }
        return 0
    }

    private mutating func readCode(_ code: UInt8) {
        switch code {
        case 0xFF: break  // fill byte before a marker
        case 0xD8: step = .marker
        case 0xDA, 0xD9, 0x00...0xBF: step = .done
        default:
            gathered.removeAll(keepingCapacity: true)
            step = .fields(code: code)
        }
    }

    /// The length of a segment, counted with its own two bytes; of a frame header also precision, height and width.
    private mutating func readField(_ byte: UInt8, _ code: UInt8) {
        gathered.append(byte)
        guard gathered.count >= 2, let length = gathered.bigEndian(at: 0, width: 2) else { return }
        guard length >= 2 else { return step = .done }
        guard Self.isFrameHeader(code) else { return step = .skip(Int(length) - 2) }
        guard let height = gathered.bigEndian(at: 3, width: 2), let width = gathered.bigEndian(at: 5, width: 2)
        else { return }
        if width > 0, height > 0 { size = ImageSize(width: Int(width), height: Int(height)) }
        step = .done
    }

    /// SOF0 to SOF15; three codes between them mean other things.
    private static func isFrameHeader(_ code: UInt8) -> Bool {
        (0xC0...0xCF).contains(code) && ![0xC4, 0xC8, 0xCC].contains(code)
    }
}
