import ModelStudio
import TestServers
import Testing

@testable import Submitting

@Suite("Fingerprints")
struct FingerprintTests {
    private static let job = SubmitJob(
        image: .address("https://a.example/i.png"), video: .address("https://a.example/v.mp4"), mode: .standard)

    private func fingerprint(_ change: (inout SubmitJob) -> Void) throws -> String {
        var job = Self.job
        change(&job)
        var preparer = JobPreparer()
        return try preparer.prepare(job).fingerprint
    }

    @Test("a job has one fingerprint, whoever names it and however its defaults are written")
    func same() throws {
        let plain = try fingerprint { _ in }
        #expect(plain.utf8.count == 64)
        #expect(try fingerprint { $0.clientID = "a" } == plain)
        #expect(try fingerprint { $0.watermark = false } == plain)
        #expect(try fingerprint { $0.checksImage = true } == plain)
    }

    @Test("every other difference makes another job")
    func different() throws {
        let prints = try [
            fingerprint { _ in },
            fingerprint { $0.model = "wan2.2-animate-mix" },
            fingerprint { $0.image = .address("https://a.example/j.png") },
            fingerprint { $0.video = .address("https://a.example/w.mp4") },
            fingerprint { $0.mode = .professional },
            fingerprint { $0.watermark = true },
            fingerprint { $0.checksImage = false },
            fingerprint { job in
                job.image = .address("https://a.example/v.mp4")
                job.video = .address("https://a.example/i.png")
            },
        ]
        #expect(Set(prints).count == prints.count)
    }

    @Test("a file counts by its bytes, wherever it lies")
    func files() async throws {
        let scratch = try ScratchDirectory("fingerprints")
        let (image, other) = (scratch.file("a.png"), scratch.file("b.png"))
        try await InputFiles.writeImage(to: image, width: 320, height: 240)
        try await InputFiles.writeImage(to: other, width: 320, height: 240)
        let changed = scratch.file("c.png")
        try await InputFiles.writeImage(to: changed, width: 322, height: 240)
        let first = try fingerprint { $0.image = .file(path: image) }
        #expect(try fingerprint { $0.image = .file(path: other) } == first)
        #expect(try fingerprint { $0.image = .file(path: changed) } != first)
    }
}
