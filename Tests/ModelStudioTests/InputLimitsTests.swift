import Media
import Testing

@testable import ModelStudio

@Suite("the limits of an input")
struct InputLimitsTests {
    private static let mebibyte: Int64 = 1024 * 1024

    static let lengths: [(InputLimits, Int64, InputProblem?)] = [
        (.image, 0, .empty), (.image, 1, nil), (.image, 5 * mebibyte, nil),
        (.image, 5 * mebibyte + 1, .tooLarge(5 * mebibyte + 1)), (.video, 0, .empty), (.video, 200 * mebibyte, nil),
        (.video, 200 * mebibyte + 1, .tooLarge(200 * mebibyte + 1)), (.video, .max, .tooLarge(.max)),
    ]

    @Test("hold the length of a file against 5 and 200 MB", arguments: lengths)
    func measured(limits: InputLimits, bytes: Int64, problem: InputProblem?) {
        #expect(limits.problem(byteCount: bytes) == problem)
    }

    static let formats: [(InputLimits, String, Bool)] = [
        (.image, "image/jpeg", true), (.image, "image/png", true), (.image, "image/bmp", true),
        (.image, "image/webp", true), (.image, "image/gif", false), (.image, "video/mp4", false),
        (.video, "video/mp4", true), (.video, "video/quicktime", true), (.video, "video/x-msvideo", true),
        (.video, "video/webm", false), (.video, "image/png", false),
    ]

    @Test("name the formats that are taken", arguments: formats)
    func known(limits: InputLimits, contentType: String, isTaken: Bool) {
        let properties = MediaProperties(width: 500, height: 500, duration: 5, contentType: contentType)
        #expect(limits.problem(properties) == (isTaken ? nil : .otherFormat))
    }

    static let sides: [(InputLimits, Int, Int, InputProblem?)] = [
        (.image, 200, 200, nil), (.image, 199, 200, .sides(width: 199, height: 200)),
        (.image, 200, 199, .sides(width: 200, height: 199)), (.image, 4096, 4096, nil),
        (.image, 4097, 4096, .sides(width: 4097, height: 4096)),
        (.image, 4096, 4097, .sides(width: 4096, height: 4097)),
        (.image, 200, 600, nil), (.image, 600, 200, nil), (.image, 200, 601, .ratio(width: 200, height: 601)),
        (.image, 601, 200, .ratio(width: 601, height: 200)), (.image, 1366, 4096, nil),
        (.image, 1365, 4096, .ratio(width: 1365, height: 4096)), (.image, 1, .max, .sides(width: 1, height: .max)),
        (.video, 2048, 2048, nil), (.video, 2049, 2048, .sides(width: 2049, height: 2048)),
        (.video, 2048, 683, nil), (.video, 2048, 682, .ratio(width: 2048, height: 682)),
    ]

    @Test("hold width and height against the range and the ratio", arguments: sides)
    func bounded(limits: InputLimits, width: Int, height: Int, problem: InputProblem?) {
        let type = limits.media == .image ? "image/png" : "video/mp4"
        let properties = MediaProperties(width: width, height: height, duration: 5, contentType: type)
        #expect(limits.problem(properties) == problem)
    }

    @Test("ask for a picture size")
    func unknownSides() {
        let properties = MediaProperties(width: nil, height: 300, duration: 5, contentType: "video/mp4")
        #expect(InputLimits.video.problem(properties) == .unknownSides)
    }

    static let durations: [(Double?, InputProblem?)] = [
        (nil, nil), (2, nil), (30, nil), (1.95, nil), (30.05, nil), (1.94, .duration(1.94)), (30.06, .duration(30.06)),
        (0, .duration(0)), (.infinity, .duration(.infinity)),
    ]

    @Test("hold the duration of a video against 2 to 30 seconds", arguments: durations)
    func timed(seconds: Double?, problem: InputProblem?) {
        let properties = MediaProperties(width: 500, height: 500, duration: seconds, contentType: "video/mp4")
        #expect(InputLimits.video.problem(properties) == problem)
    }

    static let scales: [(InputLimits, Int, Int, String)] = [
        (.image, 8000, 6000, "4096:-2"), (.image, 6000, 8000, "-2:4096"), (.image, 100, 150, "200:-2"),
        (.image, 150, 100, "-2:200"), (.video, 3840, 2160, "2048:-2"), (.video, 100, 100, "-2:200"),
    ]

    @Test("come with the scale that meets them", arguments: scales)
    func scaled(limits: InputLimits, width: Int, height: Int, scale: String) {
        #expect(limits.scale(width: width, height: height) == scale)
    }

    @Test("come with the crop that meets the ratio")
    func crop() {
        #expect(InputLimits.video.crop(width: 2000, height: 500) == "1500:500")
        #expect(InputLimits.video.crop(width: 500, height: 2000) == "500:1500")
    }
}
