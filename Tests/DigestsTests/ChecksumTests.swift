import SeededRandom
import Testing

@testable import Digests

@Suite struct ChecksumTests {
    /// The check values of the CRC catalogue, further ones computed by other implementations.
    @Test(
        "each check gives the published values",
        arguments: [
            (ChecksumKind.crc32c, "", 0), (.crc32c, "a", 0xC1D0_4330),
            (.crc32c, "123456789", 0xE306_9283), (.crc32c, "1234", 0xF63A_F4EE), (.crc32c, "56789", 0x83B5_65D8),
            (.xz, "", 0), (.xz, "123456789", 0x995D_C9BB_DF19_39FA), (.xz, "1234", 0xCE4E_8793_66B8_C328),
            (.xz, "56789", 0x6971_A807_C348_604B), (.xz, "Welcome to Amazon S3.", 18_315_049_191_869_180_458),
            (.nvme, "", 0), (.nvme, "123456789", 0xAE8B_1486_0A79_9888), (.nvme, "1234", 0x29F5_DBE7_E2FF_71D4),
            (.nvme, "56789", 0xF87D_C887_176C_E667),
        ] as [(ChecksumKind, String, UInt64)])
    func published(kind: ChecksumKind, message: String, value: UInt64) {
        #expect(kind.checksum(Array(message.utf8)) == value)
    }

    @Test("the header forms of a text and of 66560 times the letter a are the published ones")
    func headerForms() {
        let text = Array("Welcome to Amazon S3.".utf8)
        #expect(base64(bigEndian: UInt32(ChecksumKind.crc32c.checksum(text))) == "5G2V+Q==")
        #expect(base64(bigEndian: ChecksumKind.nvme.checksum(text)) == "tPfi9Kicx+M=")
        #expect(base64(bigEndian: ChecksumKind.xz.checksum(Array("123456789".utf8))) == "mV3Ju98ZOfo=")
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
        #expect(base64(bigEndian: UInt32(ChecksumKind.crc32c.checksum(letters))) == "sOO8/Q==")
        #expect(ChecksumKind.xz.checksum(letters) == 12_050_849_701_803_370_962)
        #expect(base64(bigEndian: ChecksumKind.nvme.checksum(letters)) == "pRf+emrnL+A=")
    }

    @Test(
        "cut at any offset, the check of the whole comes by continuing and by combining",
        arguments: ChecksumKind.allCases)
    func everySplit(kind: ChecksumKind) {
        var generator = SeededGenerator(seed: 1)
        let message = (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = kind.checksum(message)
        for offset in 0...message.count {
            #expect(kind.checksum(message, cutAt: [offset]) == whole)
            let first = kind.checksum(Array(message[..<offset]))
            let second = kind.checksum(Array(message[offset...]))
            #expect(kind.combine(first, second, secondLength: message.count - offset) == whole)
        }
    }

    @Test(
        "fed in pieces of random length, unaligned ones too, the check is that of the whole",
        arguments: ChecksumKind.allCases)
    func randomPieces(kind: ChecksumKind) {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<50 {
            let count = Int.random(in: 0...5000, using: &generator)
            let message = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let cuts = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
                Int.random(in: 0...count, using: &generator)
            }
            #expect(kind.checksum(message, cutAt: cuts.sorted()) == kind.checksum(message))
        }
    }

    @Test("the fast path agrees with division bit by bit", arguments: ChecksumKind.allCases)
    func bitwise(kind: ChecksumKind) {
        let (polynomial, width): (UInt64, UInt64) =
            switch kind {
            case .crc32c: (0x82F6_3B78, 32)
            case .xz: (0xC96C_5795_D787_0F42, 64)
            case .nvme: (0x9A6C_9329_AC4B_C9B5, 64)
            }
        let ones = UInt64.max >> (64 - width)
        var generator = SeededGenerator(seed: 3)
        let message = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var remainder = ones
        for byte in message {
            remainder ^= UInt64(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? polynomial : 0) }
        }
        #expect(kind.checksum(message) == remainder ^ ones)
    }

    @Test(
        "long inputs have the check that tables give, at any length and alignment",
        arguments: [0, 128, 256].filter { $0 <= FoldedCRC64.widestStep })
    func folded(step: Int) {
        var generator = SeededGenerator(seed: 4)
        let message = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let crc = FoldedCRC64(reversedPolynomial: 0xC96C_5795_D787_0F42, step: step)
        message.withUnsafeBytes { bytes in
            for count in 0...1200 {
                let piece = UnsafeRawBufferPointer(rebasing: bytes[count % 33..<count % 33 + count])
                let before = UInt64.random(in: 0 ... .max, using: &generator)
                #expect(crc.extend(before, with: piece) == crc.tables.extend(before, with: piece), "\(count) bytes")
            }
        }
    }

    @Test("combining is associative over lengths beyond memory", arguments: ChecksumKind.allCases)
    func longLengths(kind: ChecksumKind) {
        let first = kind.checksum([1, 2, 3])
        let second = kind.checksum([4, 5, 6])
        let third = kind.checksum([7, 8, 9])
        let tebibytes = 5 << 40
        let left = kind.combine(
            kind.combine(first, second, secondLength: tebibytes), third, secondLength: tebibytes + 1)
        let right = kind.combine(
            first, kind.combine(second, third, secondLength: tebibytes + 1), secondLength: 2 * tebibytes + 1)
        #expect(left == right)
    }
}
