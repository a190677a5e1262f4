import Failures
import Glibc
import ModelStudio
import TestServers
import Testing

@Suite("the inspection of an input")
struct InputInspectionTests {
    private let folder: ScratchDirectory

    init() throws { folder = try ScratchDirectory("inputs") }

    private func refusal(_ path: String, asVideo: Bool = false) -> Failure? {
        #expect(throws: Failure.self) {
            _ = try asVideo ? InputInspection.video(path: path) : InputInspection.image(path: path)
        }
    }

    @Test(
        "takes an image of every format and sees each byte once",
        arguments: [("a.png", "image/png"), ("b.jpg", "image/jpeg"), ("c.bmp", "image/bmp"), ("d.webp", "image/webp")])
    func images(name: String, contentType: String) async throws {
        let path = folder.file(name)
        try await InputFiles.writeImage(to: path, width: 200, height: 600)
        var seen: [UInt8] = []
        let file = try InputInspection.image(path: path) { seen += $0 }
        #expect(file.path == path)
        #expect(file.contentType == contentType)
        #expect(file.fileName == name)
        #expect(file.byteCount == Int64(seen.count))
        #expect(seen == (try fileBytes(path)))
    }

    @Test(
        "takes a video of every format",
        arguments: [("a.mp4", "video/mp4"), ("b.mov", "video/quicktime"), ("c.avi", "video/x-msvideo")])
    func videos(name: String, contentType: String) async throws {
        let path = folder.file(name)
        try await InputFiles.writeVideo(to: path)
        let file = try InputInspection.video(path: path)
        #expect(file.contentType == contentType)
        #expect(refusal(path)?.code == "studio.input-format")
    }

    @Test("reads a file larger than its buffer whole")
    func large() async throws {
        let path = folder.file("large.bmp")
        try await InputFiles.writeImage(to: path, width: 1200, height: 1200)
        var chunks: [Int] = []
        let file = try InputInspection.image(path: path) { chunks.append($0.count) }
        #expect(file.byteCount > 4 << 20)
        #expect(chunks.count > 4)
        #expect(chunks.allSatisfy { $0 <= 1 << 20 })
        #expect(chunks.reduce(0, +) == Int(file.byteCount))
    }

    static let pictures: [(Int, Int, String)] = [
        (
            198, 200,
            "is 198 x 200 pixels; each side must be 200 to 4096; scale it, e.g. ffmpeg -i in.png -vf scale=200:-2 out.jpg"
        ),
        (
            4098, 2000,
            "is 4098 x 2000 pixels; each side must be 200 to 4096; scale it, e.g. ffmpeg -i in.png -vf scale=4096:-2 out.jpg"
        ),
        (
            800, 200,
            "is 800 x 200 pixels; the longer side may be at most 3 times the shorter; crop it, e.g. ffmpeg -i in.png -vf crop=600:200 out.jpg"
        ),
    ]

    @Test("says which side is out of bounds, and how to bring it back", arguments: pictures)
    func dimensions(width: Int, height: Int, sentence: String) async throws {
        let path = folder.file("me.png")
        try await InputFiles.writeImage(to: path, width: width, height: height)
        let failure = try #require(refusal(path))
        #expect(failure.code == "studio.input-dimensions")
        #expect(failure.description == "the image \(path) \(sentence)")
        #expect(failure.disposition == .giveUp)
    }

    @Test("says how long a video lasts", arguments: [("a.mp4", 1), ("b.avi", 31)])
    func duration(name: String, seconds: Int) async throws {
        let path = folder.file(name)
        try await InputFiles.writeVideo(to: path, seconds: seconds)
        let failure = try #require(refusal(path, asVideo: true))
        #expect(failure.code == "studio.input-duration")
        #expect(failure.message == "the video \(path) lasts \(seconds) seconds; the service takes 2 to 30 seconds")
    }

    @Test("names what is not the media that was asked for")
    func otherFormats() async throws {
        let page = try folder.write("<!DOCTYPE html><html></html>", to: "page.png")
        try await InputFiles.writeImage(to: folder.file("a.gif"))
        let text = try folder.write("hello, this is a text of some length", to: "a.mp4")
        let formats = "the service takes"
        #expect(refusal(page)?.message == "the image \(page) is an HTML page; \(formats) JPG, JPEG, PNG, BMP or WEBP")
        #expect(
            refusal(page, asVideo: true)?.message == "the video \(page) is an HTML page; \(formats) MP4, AVI or MOV")
        #expect(refusal(folder.file("a.gif"))?.message.contains("is a GIF image; \(formats)") == true)
        #expect(refusal(folder.file("a.gif"), asVideo: true)?.message.contains("is a GIF image; \(formats)") == true)
        #expect(refusal(text, asVideo: true)?.message.contains("is of a format not known here; \(formats)") == true)
    }

    @Test("says that a file is cut off", arguments: ["a.mp4", "b.avi", "c.png", "d.jpg"])
    func cut(name: String) async throws {
        let isVideo = name.hasSuffix("mp4") || name.hasSuffix("avi")
        let path = folder.file(name)
        if isVideo {
            try await InputFiles.writeVideo(to: path)
        } else {
            try await InputFiles.writeImage(to: path)
        }
        try folder.write(Array(try fileBytes(path).dropLast(10)), to: name)
        let failure = try #require(refusal(path, asVideo: isVideo))
        #expect(failure.code == "studio.input-format")
        #expect(failure.message.hasSuffix(isVideo ? "is cut off, 10 bytes are missing" : "is damaged or cut off"))
    }

    private func fileBytes(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return bytes
    }
}
