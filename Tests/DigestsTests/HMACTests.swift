import Digests
import Testing

@Suite struct HMACTests {
    /// RFC 4231, test cases 1, 2, 3 and 6.
    @Test(
        "HMAC-SHA-256 gives the values of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func sha256(key: [UInt8], message: [UInt8], code: String) {
        #expect(hex(HMAC.sha256(key: key, message)) == code)
    }

    /// RFC 2202, test cases 1, 2 and 3.
    @Test(
        "HMAC-SHA-1 gives the values of RFC 2202",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b617318655057264e28bc0b6fb378c8ef146be00"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "125d7342b9ac11cd91a39af48aa17b4f63f175d3"
            ),
        ])
    func sha1(key: [UInt8], message: [UInt8], code: String) {
        #expect(hex(HMAC.sha1(key: key, message)) == code)
    }

    @Test("an empty key and an empty message are allowed")
    func empty() {
        #expect(
            hex(HMAC.sha256(key: [], [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
        #expect(hex(HMAC.sha1(key: [], [])) == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d")
    }
}
