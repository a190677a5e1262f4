import Failures
import ModelStudio
import Testing

@testable import Submitting

@Suite("Job lines")
struct JobLineTests {
    @Test("a job with every field is read")
    func everyField() throws {
        let line = #"""
            {"client_id":"clip-1","model":"wan2.2-animate-mix","image":"https://a.example/i.png","video":"v.mp4",
            "mode":"wan-pro","watermark":true,"check_image":false}
            """#
        let job = try #require(try JobLine.parse(line))
        #expect(
            job
                == SubmitJob(
                    clientID: "clip-1", model: "wan2.2-animate-mix", image: .address("https://a.example/i.png"),
                    video: .file(path: "v.mp4"), mode: .professional, watermark: true, checksImage: false))
    }

    @Test("the request body of the service is a job")
    func requestBody() throws {
        let line = #"""
            {"model":"wan2.2-animate-move","input":{"image_url":"https://a.example/i.png",
            "video_url":"https://a.example/v.mp4","watermark":false},"parameters":{"mode":"wan-std","check_image":true}}
            """#
        let job = try #require(try JobLine.parse(line))
        #expect(job.image == .address("https://a.example/i.png"))
        #expect(job.mode == .standard)
        #expect(job.watermark == false)
        #expect(job.checksImage == true)
    }

    @Test("the names of the options are taken as well")
    func optionNames() throws {
        let line = #"{"image":"i.png","video":"v.mp4","mode":"wan-std","client-id":"a","no-check-image":true}"#
        let job = try #require(try JobLine.parse(line))
        #expect(job.clientID == "a")
        #expect(job.checksImage == false)
    }

    @Test("what is null is as if it were missing")
    func null() throws {
        let line = #"{"image":"i.png","video":"v.mp4","mode":"wan-std","client_id":null,"watermark":null}"#
        let job = try #require(try JobLine.parse(line))
        #expect(job == SubmitJob(image: .file(path: "i.png"), video: .file(path: "v.mp4"), mode: .standard))
    }

    @Test("blank lines and comments are no jobs", arguments: ["", "   ", "\t\r", "# a comment", "  # another"])
    func nothing(line: String) throws {
        #expect(try JobLine.parse(line) == nil)
    }

    @Test(
        "a mistake is told in words",
        arguments: [
            ("{", "the line is not valid JSON"),
            ("[1]", "the line is not a JSON object"),
            ("\"id\"", "the line is not a JSON object"),
            (#"{"video":"v","mode":"wan-std"}"#, "image is missing"),
            (#"{"image":"i","mode":"wan-std"}"#, "video is missing"),
            (#"{"image":"i","video":"v"}"#, "mode is missing"),
            (#"{"image":"i","video":"v","mode":"std"}"#, "mode must be wan-std or wan-pro"),
            (#"{"image":1,"video":"v","mode":"wan-std"}"#, "image must be a text"),
            (#"{"image":"i","video":"v","mode":"wan-std","watermark":"yes"}"#, "watermark must be true or false"),
            (
                #"{"image":"i","video":"v","mode":"wan-std","watermrk":true}"#,
                "watermrk is not a field of a job, did you mean watermark?"
            ),
            (
                #"{"image":"i","input":{"image_url":"j"},"video":"v","mode":"wan-std"}"#, "image is given twice"
            ),
            (
                #"{"image":"i","video":"v","mode":"wan-std","parameters":{"seed":"1"}}"#,
                "parameters.seed is not a field of a job"
            ),
            (
                #"{"image":"i","video":"v","mode":"wan-std","client_id":"a\u0007b"}"#,
                "client_id must be 1 to 128 printable characters"
            ),
            (
                #"{"image":"i","video":"v","mode":"wan-std","client_id":""}"#,
                "client_id must be 1 to 128 printable characters"
            ),
        ])
    func mistake(line: String, message: String) {
        let failure = #expect(throws: Failure.self) { try JobLine.parse(line) }
        #expect(failure?.message == message)
        #expect(failure?.disposition == .giveUp)
    }

    @Test(
        "what begins with a scheme is an address",
        arguments: [
            ("https://a.example/i.png", true), ("HTTP://a", true), ("oss://key", true), ("ftp://a", true),
            ("i.png", false), ("/a/b.png", false), ("./a://b", false), ("://a", false), ("1x://a", false),
        ])
    func reference(text: String, isAddress: Bool) {
        #expect(InputReference(text) == (isAddress ? .address(text) : .file(path: text)))
    }
}
