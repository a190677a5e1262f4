extension Clip {
    private static func picture(_ size: String, seconds: String = "2.4") -> [String] {
        ["-f", "lavfi", "-i", "testsrc=size=\(size):rate=10:duration=\(seconds)"]
    }

    private static func avi(_ name: String, _ inputs: [String], _ encoding: [String]) -> Clip {
        Clip(name: "AVI, \(name)", inputs: inputs, encoding: encoding, fileExtension: "avi")
    }

    /// As written into a pipe: no length and no number of frames is filled in.
    static let streamedAVI = avi("streamed", picture("320x180"), ["-c:v", "mpeg4", "-seekable", "0"])

    /// AVI files of the codecs people have.
    static let aviVideos = [
        avi("MPEG-4", picture("320x180"), ["-c:v", "mpeg4"]),
        avi("motion JPEG", picture("180x320"), ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]),
        avi("raw pictures", picture("64x48"), ["-c:v", "rawvideo", "-pix_fmt", "bgr24"]),
        avi(
            "29.97 frames with sound",
            picture("320x180") + ["-f", "lavfi", "-i", "sine=frequency=440:duration=2.4"],
            ["-c:v", "mpeg4", "-r", "30000/1001", "-c:a", "pcm_s16le"]),
        avi(
            "sound first",
            ["-f", "lavfi", "-i", "sine=frequency=440:duration=2.4"] + picture("320x180"),
            ["-map", "0:a", "-map", "1:v", "-c:v", "mpeg4", "-c:a", "pcm_s16le"]),
    ]
}
