import Digests
import Testing

@Suite struct HashTests {
    /// FIPS 180-4 examples; the last is the payload of the Amazon S3 signing examples.
    @Test(
        "SHA-256 gives the published digests",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            ("Welcome to Amazon S3.", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
        ])
    func sha256(message: String, digest: String) {
        #expect(hex(SHA256.hash(message)) == digest)
        #expect(hex(SHA256.hash(Array(message.utf8))) == digest)
    }

    /// RFC 1321, appendix A.5.
    @Test(
        "MD5 gives the published digests",
        arguments: [
            ("", "d41d8cd98f00b204e9800998ecf8427e"),
            ("a", "0cc175b9c0f1b6a831c399e269772661"),
            ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
            ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
        ])
    func md5(message: String, digest: String) {
        #expect(hex(MD5.hash(message)) == digest)
    }

    @Test("a message given in two pieces has the digest of the whole", arguments: [0, 1, 63, 64, 65, 127, 200])
    func pieces(split: Int) {
        let message = (0..<200).map { UInt8($0) }
        var sha256 = SHA256()
        var md5 = MD5()
        message.withUnsafeBytes { bytes in
            sha256.update(UnsafeRawBufferPointer(rebasing: bytes[..<split]))
            sha256.update(UnsafeRawBufferPointer(rebasing: bytes[split...]))
            md5.update(UnsafeRawBufferPointer(rebasing: bytes[..<split]))
            md5.update(UnsafeRawBufferPointer(rebasing: bytes[split...]))
        }
        #expect(sha256.finalize() == SHA256.hash(message))
        #expect(md5.finalize() == MD5.hash(message))
    }

    @Test("a digest that is never finished and one fed an empty buffer do no harm")
    func unfinished() {
        var abandoned = SHA256()
        abandoned.update(UnsafeRawBufferPointer(start: nil, count: 0))
        var empty = MD5()
        empty.update(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(empty.finalize() == MD5.hash(""))
    }
}
