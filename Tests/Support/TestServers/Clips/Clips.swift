import FoundationEssentials
import Glibc

/// Makes clips, each kind once: they are kept in the temporary directory for later runs, too.
public enum Clips {
    /// The path of such a clip. The file is shared and must not be changed.
    public static func path(of clip: Clip) async throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "keepreel-clips")
            .path(percentEncoded: false)
        let path = "\(directory)/\(clip.fileName)"
        if FileManager.default.fileExists(atPath: path) { return path }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        // Two may make the same clip at once; the rename puts a whole one in place.
        let unfinished = "\(directory)/\(UUID().uuidString).mp4"
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        let result = try await runProcess("ffmpeg", clip.arguments + [unfinished])
        guard result.status == 0 else {
            throw ServerError.failed(program: "ffmpeg", status: result.status, output: result.errors)
        }
        guard rename(unfinished, path) == 0 else {
            throw ServerError.failed(program: "rename", status: errno, output: path)
        }
        return path
    }

    /// The bytes of such a clip.
    public static func bytes(of clip: Clip) async throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: try await path(of: clip))))
    }
}
