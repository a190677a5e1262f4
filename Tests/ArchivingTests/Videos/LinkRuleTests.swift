import Foundation
import Manifest
import ObjectStorage
import Testing

@testable import Archiving

@Suite("Permanent links")
struct LinkRuleTests {
    private static let key = "wan/a b/ü+?#%.mp4"
    private static let encodedKey = "wan/a%20b/%C3%BC%2B%3F%23%25.mp4"

    private static func location(_ addressing: Addressing) throws -> BucketLocation {
        try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example.com", region: nil, profile: nil, addressing: addressing)
    }

    @Test(
        "the bucket's own address holds the bucket where its addressing has it",
        arguments: [
            (.path, "https://s3.example.com/videos/"), (.virtual, "https://videos.s3.example.com/"),
            (.cname, "https://s3.example.com/"),
        ] as [(Addressing, String)])
    func ownAddress(addressing: Addressing, start: String) throws {
        let url = LinkRule(baseURL: nil, location: nil).url(of: Self.key, in: try Self.location(addressing))
        #expect(url == start + Self.encodedKey)
    }

    @Test("a base URL stands before the encoded key, whatever the bucket's address")
    func baseURL() throws {
        let rule = LinkRule(baseURL: "https://videos.example.com/media", location: nil)
        for addressing in Addressing.allCases {
            let url = rule.url(of: Self.key, in: try Self.location(addressing))
            #expect(url == "https://videos.example.com/media/" + Self.encodedKey)
        }
    }

    @Test("an archived video is found where today's settings say, else where it was archived")
    func archived() throws {
        var video = VideoRecord(key: VideoKey(taskID: "t", index: 0), state: .archived, createdAt: .now)
        video.objectKey = "a/t.mp4"
        video.url = "https://old.example/a/t.mp4"
        video.bucket = "videos"
        func url(_ baseURL: String?, _ location: BucketLocation? = nil) -> String? {
            LinkRule(baseURL: baseURL, location: location).url(of: video)
        }
        let location = try Self.location(.path)
        #expect(url(nil) == "https://old.example/a/t.mp4")
        #expect(url("https://new.example") == "https://new.example/a/t.mp4")
        #expect(url("https://new.example", location) == "https://new.example/a/t.mp4")
        #expect(url(nil, location) == "https://s3.example.com/videos/a/t.mp4")
        video.bucket = "another"
        #expect(url(nil, location) == "https://old.example/a/t.mp4")
    }

    @Test("a video that is not archived has no link", arguments: VideoState.allCases.filter { $0 != .archived })
    func others(state: VideoState) {
        var video = VideoRecord(key: VideoKey(taskID: "t", index: 0), state: state, createdAt: .now)
        video.objectKey = "a/t.mp4"
        #expect(LinkRule(baseURL: "https://new.example", location: nil).url(of: video) == nil)
        #expect(LinkRule(baseURL: nil, location: nil).url(of: video) == nil)
    }
}
