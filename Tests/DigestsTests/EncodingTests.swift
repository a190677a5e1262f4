import Digests
import Testing

@Suite struct EncodingTests {
    @Test("every byte becomes two lower-case hexadecimal digits")
    func hexadecimal() {
        #expect(hex([]) == "")
        #expect(hex([0x00, 0x0F, 0xA0, 0x5C, 0xFF]) == "000fa05cff")
    }

    /// RFC 4648, section 10.
    @Test(
        "base64 pads to groups of four",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64Text(text: String, encoded: String) {
        #expect(base64(Array(text.utf8)) == encoded)
    }

    @Test("base64 knows all 64 digits")
    func alphabet() {
        let ascending: [UInt8] = (0..<16).flatMap { group -> [UInt8] in
            let first = UInt32(4 * group)
            let bits = first << 18 | (first + 1) << 12 | (first + 2) << 6 | (first + 3)
            return [UInt8(bits >> 16), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
        }
        #expect(base64(ascending) == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }

    @Test("a number is written by its big-endian bytes")
    func number() {
        #expect(base64(bigEndian: UInt32(0xE306_9283)) == "4waSgw==")
        #expect(base64(bigEndian: UInt64(0xAE8B_1486_0A79_9888)) == "rosUhgp5mIg=")
    }
}
