import Failures
import Glibc
import ModelStudio
import TestServers
import Testing

@Suite("the path of an input")
struct InputPathTests {
    private let folder: ScratchDirectory

    init() throws { folder = try ScratchDirectory("paths") }

    private func refusal(_ path: String, asVideo: Bool = false) -> Failure? {
        let refuse: (UnsafeRawBufferPointer) -> Void = { _ in Issue.record("the file was read") }
        return #expect(throws: Failure.self) {
            _ =
                try asVideo
                ? InputInspection.video(path: path, observe: refuse)
                : InputInspection.image(path: path, observe: refuse)
        }
    }

    @Test("may be a symbolic link to a file")
    func link() async throws {
        try await InputFiles.writeImage(to: folder.file("real.png"))
        #expect(symlink("real.png", folder.file("link.jpeg")) == 0)
        let file = try InputInspection.image(path: folder.file("link.jpeg"))
        #expect(file.fileName == "link.jpeg")
        #expect(file.contentType == "image/png")
    }

    @Test(
        "that leads to nothing says so",
        arguments: ["none.png", "", "none/a.png", "file/a.png", "dangling", "nul\0.png"])
    func missing(name: String) throws {
        try folder.write("x", to: "file")
        try folder.write("x", to: "nul")
        #expect(symlink("nowhere", folder.file("dangling")) == 0)
        let failure = try #require(refusal(name.isEmpty ? "" : folder.file(name)))
        #expect(failure.code == "studio.input-file-missing")
        #expect(failure.message.hasSuffix(" does not exist"))
        #expect(failure.disposition == .giveUp)
    }

    @Test("of a folder, a pipe, a socket or a device is refused at once")
    func notRegular() throws {
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for (path, finding) in [
            (folder.path, "is a folder, not a file"), (folder.file("pipe"), "is a pipe, socket or device, not a file"),
            ("/dev/zero", "is a pipe, socket or device, not a file"),
        ] {
            let failure = refusal(path, asVideo: true)
            #expect(failure?.code == "studio.input-unreadable")
            #expect(failure?.message == "the video \(path) \(finding)")
        }
    }

    @Test("of an empty file is refused")
    func empty() throws {
        let path = try folder.write("", to: "empty.mp4")
        #expect(refusal(path, asVideo: true)?.message == "the video \(path) is empty")
        #expect(refusal(path)?.code == "studio.input-format")
    }

    @Test("of a file that may not be read is refused", .enabled(if: geteuid() != 0))
    func forbidden() throws {
        let path = try folder.write("secret", to: "a.png")
        #expect(chmod(path, 0) == 0)
        #expect(refusal(path)?.message == "the image \(path) may not be read by this user")
    }

    @Test("of a file above the limit is refused before anything is read", arguments: [(false, 5), (true, 200)])
    func tooLarge(asVideo: Bool, limit: Int) throws {
        let path = try folder.write("", to: "sparse")
        #expect(truncate(path, limit << 20 + 1) == 0)
        let failure = try #require(refusal(path, asVideo: asVideo))
        #expect(failure.code == "studio.input-too-large")
        #expect(failure.message.hasSuffix("bytes, more than the \(limit) MB the service takes"))
        #expect(failure.remedy?.hasPrefix("shrink it, e.g. ffmpeg -i") == true)
    }

    @Test("of a file that grows while it is read is refused")
    func growing() async throws {
        let path = folder.file("grows.bmp")
        try await InputFiles.writeImage(to: path, width: 800, height: 800)
        let failure = #expect(throws: Failure.self) {
            try InputInspection.image(path: path) { _ in
                guard let file = fopen(path, "a") else { return }
                putc(0, file)
                fclose(file)
            }
        }
        #expect(failure?.message == "the image \(path) changed while it was read")
    }

    @Test("of a file whose bytes are replaced while it is read is refused")
    func rewritten() async throws {
        let path = folder.file("same.bmp")
        try await InputFiles.writeImage(to: path, width: 800, height: 800)
        let failure = #expect(throws: Failure.self) {
            try InputInspection.image(path: path) { _ in FileChanges.rewrite(path) }
        }
        #expect(failure?.code == "studio.input-unreadable")
        #expect(failure?.message == "the image \(path) changed while it was read")
    }

    @Test(
        "that is a URL without its scheme is shown without its signature, and the remedy names the scheme",
        arguments: [
            ("bucket.oss-cn.example/a.png", true), ("https:/h.example/a.png", true), ("HTTP:/h/a.png", true),
            ("none.d/a.png", true), ("a.png", false), ("../none/a.png", false), ("./none/a.png", false),
            (".none/a.png", false), ("/h.example/a.png", false), ("none/h.example/a.png", false),
        ])
    func signed(start: String, isLikeURL: Bool) throws {
        for query in ["?Expires=1&OSSAccessKeyId=LTAIx&Signature=TOPSECRET/x", "?\u{301}Signature=TOPSECRET", ""] {
            let failure = try #require(refusal(start + query))
            #expect(failure.code == "studio.input-file-missing")
            #expect(failure.message == "the image \(start) does not exist")
            let remedy = isLikeURL ? "; if it is a URL, begin it with https://" : ""
            #expect(failure.remedy == "check the path of the image\(remedy)")
        }
    }

    @Test("is shown without what could disturb a terminal")
    func shown() throws {
        let failure = try #require(refusal("/none/\u{1B}[31m\u{202E}a.png\n"))
        #expect(failure.message == "the image /none/ [31m a.png  does not exist")
    }
}
