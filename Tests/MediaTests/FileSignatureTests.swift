import Media
import Testing

@Suite("a file of a type with a signature")
struct FileSignatureTests {
    private static let webm: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3] + zeros(20)
    private static let id3 = Array("ID3".utf8) + zeros(700)
    private static let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x64] + zeros(700)

    private static func wav(_ payload: Int, size: UInt32? = nil) -> [UInt8] {
        let size = size ?? UInt32(payload + 4)
        return Array("RIFF".utf8) + number(size, 4).reversed() + Array("WAVE".utf8) + zeros(payload)
    }

    private static func glb(_ payload: Int, size: UInt32? = nil) -> [UInt8] {
        let size = size ?? UInt32(payload + 12)
        return Array("glTF".utf8) + [2, 0, 0, 0] + number(size, 4).reversed() + zeros(payload)
    }

    static let whole: [(String, [UInt8])] = [
        ("video/webm", webm), ("audio/mpeg", id3), ("audio/mpeg", frame), ("audio/wav", wav(600)),
        ("audio/wav", wav(7) + [0]), ("audio/wav", wav(9, size: 0)), ("audio/wav", wav(9, size: .max)),
        ("model/gltf-binary", glb(600)), ("model/gltf-binary", glb(0)),
    ]

    @Test("is taken when it is whole, in every chunking", arguments: whole)
    func taken(contentType: String, file: [UInt8]) throws {
        for chunking in Chunking.allCases {
            let properties = try verdict(.any, file, chunking, contentType: contentType).get()
            #expect(properties == MediaProperties(contentType: contentType))
        }
    }

    @Test(
        "is refused when its first bytes are another's",
        arguments: ["video/webm", "audio/mpeg", "audio/wav", "model/gltf-binary"])
    func refused(contentType: String) {
        let reserved: [[UInt8]] = [[0xFF, 0xEB, 0x90], [0xFF, 0xF9, 0x90], [0xFF, 0x1B, 0x90]]
        for file in reserved + [[0x1A], Array("upstream error".utf8), Array(Self.glb(0).dropLast()), zeros(900)] {
            let defect = verdict(.any, file, .sevens, contentType: contentType).defect
            #expect(defect == .wrongSignature(contentType: contentType))
        }
        let page = Array("<html>no</html>".utf8)
        #expect(verdict(.any, page, contentType: contentType).defect == .htmlPage)
        #expect(verdict(.any, [], contentType: contentType).defect == .empty)
    }

    @Test(
        "is refused when its length field names another length",
        arguments: [
            ("audio/wav", wav(600, size: 600)), ("audio/wav", wav(6) + [0]),
            ("model/gltf-binary", glb(600, size: 600)), ("model/gltf-binary", glb(4, size: 17)),
        ])
    func wrongLength(contentType: String, file: [UInt8]) {
        #expect(verdict(.any, file, contentType: contentType).defect == .brokenFile(contentType: contentType))
    }

    @Test("a type without a signature is taken as it comes")
    func unknown() {
        #expect(verdict(.any, [1, 2, 3], contentType: "application/octet-stream").defect == nil)
    }
}
