import Media
import Testing

@Suite("a file that is to be given to a service")
struct InputMediaTests {
    @Test(
        "made by ffmpeg as AVI passes in chunks of every size, with the properties ffprobe reads",
        arguments: Clip.aviVideos)
    func realAVI(clip: Clip) throws {
        let (file, probe) = try clip.make()
        for chunking in Chunking.allCases {
            let properties = try inputVerdict(.video, file, chunking).get()
            #expect(properties.width == probe.streams.first?.width)
            #expect(properties.height == probe.streams.first?.height)
            #expect(properties.contentType == "video/x-msvideo")
            let probed = try #require(probe.format.duration.flatMap(Double.init))
            #expect(abs(try #require(properties.duration) - probed) < 0.11)
        }
        #expect(inputVerdict(.video, Array(file.dropLast(9))).defect == .truncated(missing: 9))
        #expect(verdict(.video, file).defect == .notMP4)
    }

    @Test("made by ffmpeg as AVI for a pipe passes, and states no duration")
    func streamedAVI() throws {
        let file = try Clip.streamedAVI.make().bytes
        for chunking in Chunking.allCases {
            let expected = MediaProperties(width: 320, height: 180, contentType: "video/x-msvideo")
            #expect(try inputVerdict(.video, file, chunking).get() == expected)
        }
    }

    @Test("as MP4 or QuickTime reads as a result does", arguments: Clip.videos)
    func realMP4(clip: Clip) throws {
        let file = try clip.make().bytes
        let strict = try verdict(.video, file).get()
        for chunking in Chunking.allCases {
            #expect(try inputVerdict(.video, file, chunking).get() == strict)
        }
        #expect(inputVerdict(.video, Array(file.dropLast(9))).defect != nil)
    }

    @Test("as an image reads as a result does, and is refused when cut off", arguments: Clip.images)
    func realImages(clip: Clip) throws {
        let file = try clip.make().bytes
        let strict = try verdict(.image, file).get()
        for chunking in Chunking.allCases {
            #expect(try inputVerdict(.image, file, chunking).get() == strict)
        }
        for length in [1, 2, 12, 31, file.count / 2, file.count - 5, file.count - 1] {
            #expect(inputVerdict(.image, Array(file.prefix(length))).defect != nil, "cut at \(length)")
        }
    }

    @Test("may have a trailer, as cameras write it", arguments: Clip.images.filter { $0.fileExtension != "gif" })
    func imageTrailer(clip: Clip) throws {
        let file = try clip.make().bytes
        let whole = try inputVerdict(.image, file).get()
        for chunking in Chunking.allCases {
            #expect(try inputVerdict(.image, file + Array("SEFHtrailer".utf8), chunking).get() == whole)
        }
    }

    @Test(
        "may have bytes behind a video that make no box",
        arguments: [[0], zeros(7), zeros(64), [1, 2, 3, 4, 0, 1, 2, 3, 9]])
    func videoTrailer(trailer: [UInt8]) throws {
        let file = fileType + movie + mediaData
        for chunking in Chunking.allCases {
            #expect(try inputVerdict(.video, file + trailer, chunking).get().width == 640)
        }
        #expect(verdict(.video, file + trailer).defect != nil)
        #expect(inputVerdict(.video, fileType + movie + trailer).defect != nil)
    }

    @Test("is not whole by the end mark of a thumbnail within it")
    func thumbnail() {
        let thumbnail: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
        let head: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6] + thumbnail
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 1, 0, 2, 0, 1, 1, 0x11, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0] + [1, 2, 3, 0xFF, 0, 0xFF]
        for chunking in Chunking.allCases {
            let cut = inputVerdict(.image, head + frame + scan, chunking)
            #expect(cut.defect == .brokenImage(contentType: "image/jpeg"))
            let whole = inputVerdict(.image, head + frame + scan + [0xD9, 7], chunking)
            #expect(whole == .success(MediaProperties(width: 512, height: 256, contentType: "image/jpeg")))
        }
    }

    static let kinds: [([UInt8], String?)] = [
        (Array("GIF89a".utf8), "a GIF image"), (fileType, "an MP4 video"),
        (box("ftyp", Array("heic".utf8)), "a HEIC image"),
        (box("ftyp", Array("qt  ".utf8)), "a QuickTime video"), (avi(mainHeader()), "an AVI video"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM video"), (Array("%PDF-1.7".utf8), "a PDF document"),
        (Array("<!DOCTYPE html>".utf8), "an HTML page"), (Array("<?xml version=\"1.0\"?>".utf8), "an XML document"),
        (Array("{}".utf8), "a JSON document"), (box("wide") + mediaData, "a QuickTime video"),
        (Array("hello".utf8), nil), ([], nil),
    ]

    @Test("is named by its first bytes", arguments: kinds)
    func named(head: [UInt8], name: String?) { #expect(FileKind.name(of: head) == name) }
}
