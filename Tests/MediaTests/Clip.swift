import Foundation
import Testing

/// A real media file made by ffmpeg, with what ffprobe says of it.
struct Clip: Sendable, CustomTestStringConvertible {
    /// Arguments between the inputs and the output file.
    var name: String
    var inputs: [String]
    var encoding: [String]
    var fileExtension = "mp4"

    var testDescription: String { name }

    private static let picture = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=1"]
    private static let sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1.5"]
    private static let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]

    static let plain = Clip(name: "index last", inputs: picture, encoding: h264)
    static let fastStart = Clip(name: "fast start", inputs: picture, encoding: h264 + ["-movflags", "+faststart"])
    static let fragmented = Clip(
        name: "fragmented", inputs: picture, encoding: h264 + ["-movflags", "frag_keyframe+empty_moov"])
    static let withSound = Clip(
        name: "with sound", inputs: picture + sound, encoding: h264 + ["-c:a", "aac", "-movflags", "+faststart"])
    static let rotated = Clip(
        name: "rotated", inputs: picture, encoding: h264 + ["-metadata:s:v:0", "rotate=90"])
    static let small = Clip(
        name: "small", inputs: ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"], encoding: h264)
    static let quickTime = Clip(name: "QuickTime", inputs: picture, encoding: h264, fileExtension: "mov")

    static let videos = [plain, fastStart, fragmented, withSound, rotated, small, quickTime]

    private static func image(_ fileExtension: String, _ encoding: [String] = []) -> Clip {
        Clip(
            name: "\(fileExtension) \(encoding.joined(separator: " "))",
            inputs: ["-f", "lavfi", "-i", "testsrc=size=123x77:rate=1:duration=1"],
            encoding: ["-frames:v", "1"] + encoding, fileExtension: fileExtension)
    }

    static let images = [
        image("png"), image("jpg"), image("gif"), image("bmp"), image("webp", ["-pix_fmt", "yuv420p"]),
        image("webp", ["-lossless", "1"]),
    ]

    struct Probe: Decodable {
        struct Stream: Decodable {
            var width: Int?
            var height: Int?
        }
        struct Format: Decodable {
            var duration: String?
        }
        var streams: [Stream]
        var format: Format
    }

    /// The file's bytes and what ffprobe reads from them.
    func make() throws -> (bytes: [UInt8], probe: Probe) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("media-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("clip.\(fileExtension)")
        _ = try Self.run(
            "/usr/bin/ffmpeg",
            ["-v", "error", "-nostdin", "-threads", "1"] + inputs + encoding + ["-shortest", "-y", file.path])
        let report = try Self.run(
            "/usr/bin/ffprobe",
            ["-v", "error", "-select_streams", "v", "-show_streams", "-show_format", "-of", "json", file.path])
        return (try [UInt8](Data(contentsOf: file)), try JSONDecoder().decode(Probe.self, from: report))
    }

    private static func run(_ tool: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(tool) failed")
        return data
    }
}
