import Media
import Testing

@Suite("a video made by ffmpeg")
struct RealVideoTests {
    @Test("passes in chunks of every size, with the properties ffprobe reads", arguments: Clip.videos)
    func whole(clip: Clip) throws {
        let (file, probe) = try clip.make()
        for chunking in Chunking.allCases {
            let properties = try verdict(.video, file, chunking).get()
            #expect(properties.width == probe.streams.first?.width)
            #expect(properties.height == probe.streams.first?.height)
            if let duration = properties.duration {
                let probed = try #require(probe.format.duration.flatMap(Double.init))
                #expect(abs(duration - probed) < 0.01)
            } else {
                #expect(clip.name == Clip.fragmented.name)
            }
        }
    }

    @Test(
        "tells whether its index comes first and which media type it is",
        arguments: [
            (Clip.plain, false, "video/mp4"), (.fastStart, true, "video/mp4"), (.fragmented, true, "video/mp4"),
            (.quickTime, false, "video/quicktime"),
        ])
    func order(clip: Clip, isFastStart: Bool, contentType: String) throws {
        let properties = try verdict(.video, clip.make().bytes).get()
        #expect(properties.isFastStart == isFastStart)
        #expect(properties.contentType == contentType)
    }

    @Test("is refused when it is cut off anywhere", arguments: [Clip.plain, .fastStart, .withSound, .small])
    func truncated(clip: Clip) throws {
        let file = try clip.make().bytes
        let steps = stride(from: 0, to: file.count, by: max(file.count / 400, 1))
        for length in Array(steps) + [file.count - 1, file.count - 2] {
            let cut = Array(file.prefix(length))
            #expect(verdict(.video, cut, .large).defect != nil, "cut at \(length)")
            #expect(verdict(.video, cut, .large, totalLength: Int64(file.count)).defect != nil)
        }
    }

    @Test("cut between two fragments is refused by the announced length")
    func truncatedFragments() throws {
        let file = try Clip.fragmented.make().bytes
        for length in stride(from: 0, to: file.count, by: 17) {
            let defect = verdict(.video, Array(file.prefix(length)), totalLength: Int64(file.count)).defect
            #expect(defect != nil, "cut at \(length)")
        }
    }

    @Test(
        "is refused when anything follows it",
        arguments: [[0], zeros(7), zeros(8), zeros(64), Array("trailing garbage".utf8), [0, 0, 0, 8]])
    func trailing(garbage: [UInt8]) throws {
        let file = try Clip.fastStart.make().bytes
        #expect(verdict(.video, file + garbage).defect != nil)
        #expect(verdict(.video, file + garbage, totalLength: Int64(file.count)).defect != nil)
    }

    @Test(
        "is refused when a bit of the size of its index or media data is flipped",
        arguments: [Clip.plain, .fastStart, .fragmented])
    func flipped(clip: Clip) throws {
        let file = try clip.make().bytes
        var offset = 0
        while offset + 8 <= file.count {
            let type = String(decoding: file[offset + 4..<offset + 8], as: UTF8.self)
            for bit in 0..<32 where ["moov", "mdat"].contains(type) {
                var damaged = file
                damaged[offset + bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(verdict(.video, damaged).defect != nil, "bit \(bit) of \(type)")
            }
            offset += file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        #expect(offset == file.count)
    }
}
