public import Failures
import Media

/// Checks local files before they are uploaded and a task is paid for.
public enum InputInspection {
    /// Checks a character image: JPG, JPEG, PNG, BMP or WEBP, 200 to 4096 pixels a side, ratio 1:3 to 3:1, up to 5 MB.
    ///
    /// Blocks while it reads; memory does not depend on the file.
    /// - Parameters:
    ///   - path: Absolute or relative to the process's folder; a symbolic link is followed.
    ///   - observe: Sees every byte of the file once, in order, in chunks of up to 1 MiB. The bytes are valid only
    ///     during the call, and count for nothing when the inspection throws.
    /// - Throws: `studio.input-file-missing`, `-unreadable`, `-too-large`, `-format` or `-dimensions`.
    public static func image(
        path: String, observe: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(Failure) -> InputFile {
        try inspect(path, .image, observe)
    }

    /// Checks a reference video: MP4, AVI or MOV, 2 to 30 seconds, 200 to 2048 pixels a side, ratio 1:3 to 3:1, up to
    /// 200 MB.
    ///
    /// Blocks while it reads; memory does not depend on the file.
    /// - Parameters: As of ``image(path:observe:)``.
    /// - Throws: As ``image(path:observe:)``, and `studio.input-duration`.
    public static func video(
        path: String, observe: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws(Failure) -> InputFile {
        try inspect(path, .video, observe)
    }

    private static func inspect(
        _ path: String, _ limits: InputLimits, _ observe: (UnsafeRawBufferPointer) -> Void
    ) throws(Failure) -> InputFile {
        var content = InputContent(limits.media)
        do throws(InputProblem) {
            return try checked(path, limits, &content, observe)
        } catch {
            throw error.failure(path, limits, kind: content.kind)
        }
    }

    /// The length is checked before anything is read.
    private static func checked(
        _ path: String, _ limits: InputLimits, _ content: inout InputContent,
        _ observe: (UnsafeRawBufferPointer) -> Void
    ) throws(InputProblem) -> InputFile {
        let file = try RegularFile(path: path)
        if let problem = limits.problem(byteCount: file.byteCount) { throw problem }
        try file.read { bytes throws(InputProblem) in
            try content.consume(bytes)
            observe(bytes)
        }
        let properties = try content.finish(length: file.byteCount)
        if let problem = limits.problem(properties) { throw problem }
        return InputFile(
            path: path, byteCount: file.byteCount, contentType: properties.contentType, identity: file.identity)
    }
}
