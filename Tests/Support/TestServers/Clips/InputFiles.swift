/// Images and videos of a given size, as people submit them; made by ffmpeg, in the format of the file's name.
public enum InputFiles {
    /// Writes a red image.
    public static func writeImage(to path: String, width: Int = 320, height: Int = 240) async throws {
        try await ffmpeg(["-f", "lavfi", "-i", "color=red:s=\(width)x\(height)", "-frames:v", "1", path])
    }

    /// Writes a test picture of so many seconds.
    public static func writeVideo(
        to path: String, width: Int = 320, height: Int = 240, seconds: Int = 2
    ) async throws {
        let source = "testsrc=s=\(width)x\(height):r=10:d=\(seconds)"
        try await ffmpeg(["-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-fflags", "+bitexact", path])
    }

    private static func ffmpeg(_ arguments: [String]) async throws {
        let result = try await runProcess("ffmpeg", ["-v", "error", "-y"] + arguments)
        guard result.status == 0 else {
            throw ServerError.failed(program: "ffmpeg", status: result.status, output: result.errors)
        }
    }
}
