import Media
import ModelStudio
import Testing

@Suite("the results of a succeeded task")
struct ResultShapeTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var output: String
        var results: [TaskResult]

        init(_ name: String, _ output: String, _ results: [TaskResult]) {
            testDescription = name
            self.output = output
            self.results = results
        }
    }

    private static func media(_ url: String, _ kind: ExpectedContent, at index: Int = 0) -> TaskResult {
        TaskResult(index: index, outcome: .media(url: url, kind: kind))
    }

    static let shapes: [Shape] = [
        Shape(
            "wan2.2-animate, s2v, emo, liveportrait", #""results":{"video_url":"http://h/a.mp4?Expires=1"}"#,
            [media("http://h/a.mp4?Expires=1", .video)]),
        Shape(
            "wan t2v, i2v, kf2v",
            #""video_url":"https://h/a.mp4","orig_prompt":"see https://h/p.mp4","actual_prompt":"a""#,
            [media("https://h/a.mp4", .video)]),
        Shape("video-style-transform", #""output_video_url":"http://h/a.mp4""#, [media("http://h/a.mp4", .video)]),
        Shape(
            "Kling with and without a watermark",
            #""video_url":"https://h/a.mp4","watermark_video_url":"https://h/w.mp4""#,
            [media("https://h/a.mp4", .video), media("https://h/w.mp4", .video, at: 1)]),
        Shape(
            "several images, one of them failed",
            #""results":[{"code":"DataInspectionFailed","message":"no"},{"url":"https://h/b.png","orig_prompt":"x"}]"#,
            [
                TaskResult(index: 0, outcome: .failed(code: "DataInspectionFailed", message: "no")),
                media("https://h/b.png", .image, at: 1),
            ]),
        Shape(
            "a list with videos, bare URLs and empty entries",
            #""results":[{"video_url":"https://h/a"},{"url":""},"https://h/c.mp4",null,{"url":"https://h/e.mp4"}]"#,
            [
                media("https://h/a", .video), media("https://h/c.mp4", .video, at: 2),
                media("https://h/e.mp4", .video, at: 4),
            ]),
        Shape(
            "wan2.6 image, qwen-image",
            """
            "finished":true,"choices":[
              {"message":{"content":[{"text":"here"},{"type":"image","image":"https://h/a.png"}]}},
              {"message":{"content":[{"image":""},{"video":"https://h/b"}]}},{"message":{"content":"text"}}]
            """,
            [media("https://h/a.png", .image), media("https://h/b", .video, at: 2)]),
        Shape("image-out-painting", #""output_image_url":"http://h/a""#, [media("http://h/a", .image)]),
        Shape(
            "Tripo 3D",
            """
            "results":{"base_model_url":"https://h/b.glb","pbr_model_url":"","rendered_image_url":"https://h/r.webp"}
            """,
            [media("https://h/b.glb", .any, at: 1), media("https://h/r.webp", .image, at: 2)]),
        Shape("qwen-tts", #""audio":{"url":"http://h/a.wav?E=1","id":"x"}"#, [media("http://h/a.wav?E=1", .any)]),
        Shape(
            "an unknown shape, its inputs echoed",
            """
            "zip":{"b":["https://h/2.mp4"],"a":"HTTPS://h/1"},"image_url":"https://h/i.png","message":"https://h/help",
            "orig_video":"https://h/o.mp4","ref_image":"https://h/r.png","input":{"u":"https://h/u"}
            """,
            [media("HTTPS://h/1", .any), media("https://h/2.mp4", .video, at: 1)]),
        Shape("a template task without media", #""template_id":"AACT.abc""#, []),
        Shape("empty strings", #""results":{"video_url":""},"video_url":"","output_video_url":null"#, []),
        Shape("strings that are no web address", #""video_url":"oss://b/k","x":"http://","y":"http://a b""#, []),
        Shape(
            "an empty results object beside the URL", #""results":{"video_url":""},"video_url":"https://h/a.mp4""#,
            [media("https://h/a.mp4", .video)]),
        Shape(
            "results before anything else",
            #""results":{"video_url":"https://h/r.mp4"},"video_url":"https://h/in.mp4""#,
            [media("https://h/r.mp4", .video)]),
        Shape(
            "a known file extension wins over the field", #""video_url":"https://h/a.gif""#,
            [media("https://h/a.gif", .image)]),
    ]

    @Test("are found in every shape", arguments: shapes)
    func found(shape: Shape) throws {
        let report = try TaskReportDecoder.decode(Replies.query("SUCCEEDED", shape.output))
        #expect(report.results == shape.results)
    }

    @Test("are not looked for before the task has succeeded", arguments: ["RUNNING", "PENDING", "FAILED", "UNKNOWN"])
    func unfinished(status: String) throws {
        let report = try TaskReportDecoder.decode(Replies.query(status, #""video_url":"https://h/a.mp4""#))
        #expect(report.results.isEmpty)
    }
}
