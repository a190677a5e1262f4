import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("The signed URLs of the simulated result bucket", .timeLimit(.minutes(5)))
struct SignatureTests {
    private func withVideo(
        _ body: (_ simulator: ModelStudioSimulator, _ id: String, _ url: String) async throws -> Void
    ) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .generated(bytes: 20_000))
        try await body(simulator, task.id, try simulator.url(of: task.id))
        await simulator.stop()
    }

    @Test("a GET brings the object with the fields OSS sends")
    func download() async throws {
        try await withVideo { simulator, id, url in
            let reply = try await Curl.get(url)
            #expect(reply.status == 200)
            #expect(try VideoBody.generated(bytes: 20_000).allBytes() == reply.body)
            #expect(reply.headers["content-type"] == "video/mp4")
            #expect(reply.headers["content-length"] == "20000")
            #expect(try String(simulator.crc64(of: id)) == reply.headers["x-oss-hash-crc64ecma"])
            #expect(reply.headers["etag"]?.count == 34)
            #expect(reply.headers["content-md5"]?.count == 24)
            #expect(reply.headers["accept-ranges"] == "bytes")
            #expect(reply.headers["server"] == "AliyunOSS")
            #expect(reply.headers["x-oss-request-id"]?.count == 24)
            #expect(reply.headers["last-modified"]?.hasSuffix(" GMT") == true)
        }
    }

    @Test(
        "whatever enters the string to sign breaks the signature",
        arguments: [
            ["-I"], ["-X", "PUT"], ["-H", "Content-Type: video/mp4"], ["-H", "Content-MD5: eB5eJF1ptWaXm4bijSPyxw=="],
            ["-H", "x-oss-range-behavior: standard"],
        ])
    func brokenSignature(options: [String]) async throws {
        try await withVideo { _, _, url in
            let reply = try await Curl.run(url, options)
            #expect(reply.status == 403)
            #expect(reply.headers["x-oss-ec"] == "0002-00000040")
            if options != ["-I"] {
                #expect(reply.text.contains("<Code>SignatureDoesNotMatch</Code>"))
                #expect(reply.text.contains("<StringToSign>"))
            }
        }
    }

    @Test("other fields do not matter")
    func unsignedFields() async throws {
        try await withVideo { _, _, url in
            let reply = try await Curl.get(url, "-H", "X-Other: 1", "-A", "keepreel")
            #expect(reply.status == 200)
        }
    }

    @Test(
        "a URL that was changed is refused",
        arguments: [
            (".mp4?", ".mp5?", "0002-00000040"), ("%2", "%252", "0002-00000040"),
            ("Expires=1", "Expires=2", "0002-00000040"),
            ("LTAI5t", "LTAI6t", "0002-00000902"), ("&Signature=", "&Sig=", "0002-00000002"),
            ("?Expires=", "?E=", "0002-00000002"),
        ])
    func changedURL(part: String, replacement: String, ec: String) async throws {
        try await withVideo { _, _, url in
            let changed = url.replacing(part, with: replacement)
            try #require(changed != url || part == "%2")
            // Not every signature has an encoded character.
            if changed == url { return }
            let reply = try await Curl.get(changed)
            #expect(reply.status == 403)
            #expect(reply.headers["x-oss-ec"] == ec)
        }
    }

    @Test("without any signature the bucket is closed")
    func unsigned() async throws {
        try await withVideo { _, _, url in
            let reply = try await Curl.get(String(url.prefix { $0 != "?" }))
            #expect(reply.status == 403)
            #expect(reply.text.contains("<Code>AccessDenied</Code>"))
        }
    }

    @Test("an Authorization field beside the signature is refused")
    func twoSignatures() async throws {
        try await withVideo { _, _, url in
            let reply = try await Curl.get(url, "-H", "Authorization: Bearer sk-simulated")
            #expect(reply.status == 403)
            #expect(reply.headers["x-oss-ec"] == "0002-00000039")
        }
    }

    @Test("after its time a URL is refused with the moment in XML")
    func expired() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]), expiresIn: 100)
        let url = try simulator.url(of: task.id)
        #expect(try await Curl.get(url).status == 200)
        simulator.advanceClock(by: 101)
        let reply = try await Curl.get(url)
        #expect(reply.status == 403)
        #expect(reply.headers["x-oss-ec"] == "0002-00000069")
        #expect(reply.text.contains("<Code>AccessDenied</Code>"))
        #expect(reply.text.contains("<Message>Request has expired.</Message>"))
        #expect(reply.text.contains("<Expires>20"))
        #expect(reply.text.contains("<ServerTime>20"))
        await simulator.stop()
    }

    @Test("a purged object is a 404")
    func purged() async throws {
        try await withVideo { simulator, id, url in
            try simulator.purge(id)
            let reply = try await Curl.get(url)
            #expect(reply.status == 404)
            #expect(reply.text.contains("<Code>NoSuchKey</Code>"))
        }
    }

    @Test("through a proxy the bucket stands in the host name, and https is not to be had")
    func proxy() async throws {
        var options = SimulatorOptions()
        options.bucket = "dashscope-result-bj"
        options.resultAuthority = "dashscope-result-bj.oss-cn-beijing.aliyuncs.com"
        let simulator = try await ModelStudioSimulator.start(options)
        let task = try simulator.addFinished(video: .bytes([1, 2, 3]))
        let url = try simulator.url(of: task.id)
        #expect(url.hasPrefix("http://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/1d/"))
        #expect(try await Curl.get(url, "-x", simulator.baseURL).body == [1, 2, 3])
        let other = url.replacing("result-bj", with: "result-sh")
        #expect(try await Curl.get(other, "-x", simulator.baseURL).status == 404)
        let secure = url.replacing("http://", with: "https://")
        #expect(try await Curl.get(secure, "-x", simulator.baseURL).exit == 56)
        await simulator.stop()
    }
}
