import SeededRandom

/// Damages bytes as a fuzzer does: where the structure is, by the words of the format, and anywhere.
struct Mutator {
    private let samples: [[UInt8]]
    private let words: [[UInt8]]

    /// Numbers at which sizes, counts and signs change.
    private static let numbers: [UInt64] = [
        0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000,
        0xFFFF_FFFF,
        0x7FFF_FFFF_FFFF_FFFF, .max,
    ]
    /// Bytes that mean something in one format or another.
    private static let bytes =
        Array("\0\t\n\r \u{1B}\u{7F}\"'#%&()*+,-./0:;<=>?@[\\]^`{|}~".utf8) + [0x80, 0xC2, 0xE2, 0xFF]
    /// A case stays small, so that many can be tried.
    private static let longest = 16 << 10

    /// - Parameters:
    ///   - samples: sound inputs of the parser.
    ///   - words: what the format gives a meaning to.
    init(samples: [[UInt8]], words: [String]) {
        self.samples = samples
        self.words = words.map { Array($0.utf8) }
    }

    /// A sample with one to eight damages, or now and then as it is.
    func input(_ generator: inout SeededGenerator) -> [UInt8] {
        var input = pick(samples, &generator)
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            damage(&input, &generator)
            if input.count > Self.longest { input.removeLast(input.count - Self.longest) }
        }
        return input
    }

    private func damage(_ input: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...input.count, using: &generator)
        let end = min(input.count, place + Int.random(in: 0...40, using: &generator))
        switch Int.random(in: 0..<11, using: &generator) {
        case 0: input.insert(contentsOf: word(&generator), at: place)
        case 1: input.replaceSubrange(place..<end, with: word(&generator))
        case 2: input.removeSubrange(place..<end)
        case 3: input.insert(contentsOf: Array(input[place..<end]), at: place)
        case 4: input.removeSubrange(place...)
        case 5: if place < input.count { input[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
        case 6: if place < input.count { input[place] = pick(Self.bytes, &generator) }
        case 7: overwrite(&input, at: place, with: number(&generator))
        case 8: input.insert(contentsOf: String(pick(Self.numbers, &generator)).utf8, at: place)
        case 9:
            let times = pick([2, 3, 70, 300], &generator)
            input.insert(contentsOf: (0..<times).flatMap { [word = word(&generator)] _ in word }, at: place)
        default:
            let other = pick(samples, &generator)
            input.replaceSubrange(place..., with: other[Int.random(in: 0...other.count, using: &generator)...])
        }
    }

    private func word(_ generator: inout SeededGenerator) -> [UInt8] {
        words.isEmpty || Int.random(in: 0..<5, using: &generator) == 0
            ? [pick(Self.bytes, &generator)] : pick(words, &generator)
    }

    /// A number of 1 to 8 bytes in either order.
    private func number(_ generator: inout SeededGenerator) -> [UInt8] {
        let number = pick(Self.numbers, &generator)
        let bytes = (0..<pick([1, 2, 4, 8], &generator)).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        return Bool.random(using: &generator) ? bytes : bytes.reversed()
    }

    private func overwrite(_ input: inout [UInt8], at place: Int, with bytes: [UInt8]) {
        let end = min(input.count, place + bytes.count)
        input.replaceSubrange(place..<end, with: bytes.prefix(end - place))
    }

    private func pick<Element>(_ elements: [Element], _ generator: inout SeededGenerator) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
}
