import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Export")
struct ExportTests {
    static let archived: (TaskRecord, VideoRecord) = {
        var task = TaskRecord(taskID: "0385dc79", model: "wan2.2-animate-move", origin: .added, addedAt: time())
        (task.status, task.phase) = ("SUCCEEDED", .succeeded)
        (task.submittedAt, task.endedAt) = (time(-600.9), time(-0.001))
        var video = VideoRecord(key: VideoKey("0385dc79"), state: .archived, createdAt: time())
        (video.bucket, video.objectKey, video.url) = (
            "films", "wan/2026/a b.mp4", "https://films.example/wan/2026/a%20b.mp4"
        )
        (video.size, video.crc64, video.etag, video.contentType) = (5_368_709_120, .max, "d41d-2", "video/mp4")
        (video.width, video.height, video.duration) = (720, 1280, 5.2)
        (video.expiresAt, video.archivedAt) = (time(24 * hour), time(60))
        video.sourceURL = "https://oss/v.mp4?Signature=s3cret"
        return (task, video)
    }()

    static let waiting: (TaskRecord, VideoRecord) = (
        TaskRecord(taskID: "w", origin: .added, addedAt: time()),
        VideoRecord(key: VideoKey("w", 1), state: .waiting, createdAt: time())
    )

    static let refused: (TaskRecord, VideoRecord) = {
        var video = VideoRecord(key: VideoKey("=1+1"), state: .none, createdAt: time())
        video.lastError = RecordedError(code: "", message: "-say \"no\",\n\u{1}\t\\ é 🎬")
        return (TaskRecord(taskID: "=1+1", status: "FAILED", phase: .failed, origin: .added, addedAt: time()), video)
    }()

    static let archivedLine =
        #"{"task_id":"0385dc79","index":0,"model":"wan2.2-animate-move","task_status":"SUCCEEDED","state":"archived","#
        + #""url":"https://films.example/wan/2026/a%20b.mp4","bucket":"films","key":"wan/2026/a b.mp4","#
        + #""size":5368709120,"content_type":"video/mp4","crc64":"18446744073709551615","etag":"d41d-2","#
        + #""width":720,"height":1280,"duration":5.2,"submitted_at":"2026-11-21T07:20:59Z","#
        + #""ended_at":"2026-11-21T07:30:59Z","expires_at":"2026-11-22T07:31:00Z","#
        + #""archived_at":"2026-11-21T07:32:00Z","error":null}"#
    static let waitingLine =
        #"{"task_id":"w","index":1,"model":null,"task_status":null,"state":"waiting","url":null,"bucket":null,"#
        + #""key":null,"size":null,"content_type":null,"crc64":null,"etag":null,"width":null,"height":null,"#
        + #""duration":null,"submitted_at":null,"ended_at":null,"expires_at":null,"archived_at":null,"error":null}"#

    /// Gathers what a writer writes.
    private final class Collected {
        var pieces: [[UInt8]] = []
        var text: String { String(decoding: pieces.joined(), as: UTF8.self) }
    }

    private func written(_ entries: [(TaskRecord, VideoRecord)], by make: (@escaping ByteSink) -> any ExportWriter)
        throws
        -> String
    {
        let collected = Collected()
        var writer = make { collected.pieces.append($0) }
        for (task, video) in entries { try writer.write(ExportEntry(task, video)) }
        try writer.finish()
        return collected.text
    }

    @Test("JSON lines hold every key in its place")
    func lines() throws {
        let text = try written([Self.archived, Self.waiting]) { JSONLinesWriter(to: $0) }
        #expect(text == Self.archivedLine + "\n" + Self.waitingLine + "\n")
        #expect(try written([]) { JSONLinesWriter(to: $0) } == "")
    }

    @Test("a JSON array is the same objects")
    func array() throws {
        let text = try written([Self.archived, Self.waiting]) { JSONArrayWriter(to: $0) }
        #expect(text == "[\n" + Self.archivedLine + ",\n" + Self.waitingLine + "\n]\n")
        #expect(try written([]) { JSONArrayWriter(to: $0) } == "[]\n")
    }

    @Test("CSV has a header, quotes what must be quoted and runs no formula")
    func csv() throws {
        let header =
            "task_id,index,model,task_status,state,url,bucket,key,size,content_type,crc64,etag,width,height,duration,"
            + "submitted_at,ended_at,expires_at,archived_at,error\r\n"
        #expect(try written([]) { CSVWriter(to: $0) } == header)
        let text = try written([Self.archived, Self.refused]) { CSVWriter(to: $0) }
        #expect(
            text == header
                + "0385dc79,0,wan2.2-animate-move,SUCCEEDED,archived,https://films.example/wan/2026/a%20b.mp4,films,"
                + "wan/2026/a b.mp4,5368709120,video/mp4,18446744073709551615,d41d-2,720,1280,5.2,"
                + "2026-11-21T07:20:59Z,2026-11-21T07:30:59Z,2026-11-22T07:31:00Z,2026-11-21T07:32:00Z,\r\n"
                + "'=1+1,0,,FAILED,none,,,,,,,,,,,,,,,\"'-say \"\"no\"\",\n\u{1}\t\\ é 🎬\"\r\n")
    }

    @Test("any text comes back from JSON as it went in")
    func roundTrip() throws {
        struct Line: Decodable {
            var task_id: String
            var error: String?
        }
        let text = try written([Self.refused]) { JSONLinesWriter(to: $0) }
        let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
        #expect(line.task_id == "=1+1")
        #expect(line.error == "-say \"no\",\n\u{1}\t\\ é 🎬")
    }

    @Test("no number is written that JSON cannot hold", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(duration: Double) throws {
        var (task, video) = Self.archived
        (task.taskID, video.duration) = ("t", duration)
        let text = try written([(task, video)]) { JSONLinesWriter(to: $0) }
        #expect(text.contains(#""duration":null,"#))
    }

    @Test("the caller may give the link of what is archived, and of nothing else")
    func links() {
        func url(of entry: (TaskRecord, VideoRecord)) -> String {
            var bytes: [UInt8] = []
            ExportEntry(entry.0, entry.1) { "https://cdn/\($0.objectKey ?? "?")" }.appendJSON(to: &bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            return text.split(separator: #""url":"#)[1].split(separator: ",").first.map { String($0) } ?? ""
        }
        #expect(url(of: Self.archived) == #""https://cdn/wan/2026/a b.mp4""#)
        #expect(url(of: Self.waiting) == "null")
    }

    @Test("a sink gets pieces of bounded size, and its error ends the export")
    func pieces() throws {
        struct Full: Error {}
        let collected = Collected()
        var writer = JSONLinesWriter { collected.pieces.append($0) }
        for _ in 0..<1000 { try writer.write(ExportEntry(Self.archived.0, Self.archived.1)) }
        try writer.finish()
        #expect(collected.pieces.count > 5)
        #expect(collected.pieces.allSatisfy { $0.count < 68 * 1024 })
        #expect(collected.text == String(repeating: Self.archivedLine + "\n", count: 1000))
        var broken = JSONArrayWriter { _ in throw Full() }
        try broken.write(ExportEntry(Self.archived.0, Self.archived.1))
        #expect(throws: Full.self) { try broken.finish() }
    }

    @Test(
        "times are RFC 3339 in UTC without a fraction",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-0.001, "1969-12-31T23:59:59Z"), (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (951_868_800, "2000-03-01T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (1_709_164_800.999, "2024-02-29T00:00:00Z"), (1_798_761_599, "2026-12-31T23:59:59Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (1e300, "9999-12-31T23:59:59Z"),
            (-.infinity, "0001-01-01T00:00:00Z"),
        ] as [(Double, String)])
    func times(seconds: Double, expected: String) {
        var bytes: [UInt8] = []
        Timestamp(Date(timeIntervalSince1970: seconds)).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test("times agree with Foundation's on many days since the Gregorian calendar")
    func timesOfManyDays() {
        for day in stride(from: -141_000, to: 2_900_000, by: 997) {
            let date = Date(timeIntervalSince1970: Double(day) * 86400 + Double(abs(day) % 86400))
            var bytes: [UInt8] = []
            Timestamp(date).append(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == date.formatted(.iso8601))
        }
    }
}
