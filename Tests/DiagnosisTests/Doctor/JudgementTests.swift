import Failures
import Foundation
import ObjectStorage
import Testing

@testable import Diagnosis

@Suite("what the doctor makes of what it sees")
struct JudgementTests {
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    // MARK: - Credentials

    struct Lifetime: Sendable {
        var isTemporary: Bool
        var expiresIn: Double?
        var isRenewed: Bool
        var level: FindingLevel
    }

    @Test(
        "credentials that end and cannot be renewed are a warning",
        arguments: [
            Lifetime(isTemporary: false, expiresIn: nil, isRenewed: false, level: .ok),
            Lifetime(isTemporary: true, expiresIn: 3600, isRenewed: true, level: .ok),
            Lifetime(isTemporary: true, expiresIn: nil, isRenewed: true, level: .ok),
            Lifetime(isTemporary: true, expiresIn: 3600, isRenewed: false, level: .warning),
            Lifetime(isTemporary: true, expiresIn: nil, isRenewed: false, level: .warning),
            Lifetime(isTemporary: false, expiresIn: 60, isRenewed: false, level: .warning),
        ])
    func lifetime(expected: Lifetime) throws {
        let facts = CredentialFacts(
            origin: "the environment", isTemporary: expected.isTemporary,
            expiresAt: expected.expiresIn.map { Self.now + $0 }, isRenewed: expected.isRenewed, cautions: [])
        let findings = CredentialFindings.of(facts, now: Self.now)
        let finding = try #require(findings.first { $0.id == "credentials.lifetime" })
        #expect(finding.level == expected.level)
        #expect((finding.remedy != nil) == (expected.level == .warning))
        if expected.expiresIn == 3600, !expected.isRenewed { #expect(finding.found.contains("60 minutes from now")) }
    }

    @Test("each unsafe file is a warning with its remedy")
    func cautions() {
        let facts = CredentialFacts(
            origin: "~/.aws/credentials", isTemporary: false, expiresAt: nil, isRenewed: false,
            cautions: [Caution(found: "others can read it", remedy: "chmod 600")])
        let warnings = CredentialFindings.of(facts, now: Self.now).filter { $0.level == .warning }
        #expect(warnings.map(\.remedy) == ["chmod 600"])
    }

    // MARK: - Clock

    @Test(
        "a clock is judged by how far it is off",
        arguments: [
            (nil, FindingLevel.note), (0, .ok), (5, .ok), (-5, .ok), (6, .note), (-299, .note), (301, .warning),
            (-90_000, .warning),
        ] as [(Int?, FindingLevel)])
    func clock(seconds: Int?, level: FindingLevel) {
        let finding = ClockFindings.of(.storage, offset: seconds.map { .seconds($0) })
        #expect(finding.id == "storage.clock")
        #expect(finding.level == level)
        if let seconds, abs(seconds) > 5 {
            #expect(finding.found.contains(seconds < 0 ? "ahead of" : "behind"))
            #expect(finding.remedy != nil)
        }
    }

    // MARK: - Place

    private static func place(
        _ endpoint: String, profile: String? = nil, region: String? = nil, hasBaseURL: Bool = false,
        isLoopback: Bool = false
    ) throws -> PlaceFindings {
        let location = try BucketLocation(
            bucket: "videos", endpoint: endpoint, region: region, profile: profile, addressing: nil)
        return PlaceFindings(location: location, hasBaseURL: hasBaseURL, isLoopback: isLoopback)
    }

    private static func levels(_ findings: [Finding]) -> [String: FindingLevel] {
        Dictionary(findings.map { ($0.id, $0.level) }) { first, _ in first }
    }

    @Test("plain http is a warning unless it stays on this machine")
    func https() throws {
        #expect(Self.levels(try Self.place("https://s3.eu-west-1.amazonaws.com").all)["storage.https"] == .ok)
        #expect(Self.levels(try Self.place("http://minio.example").all)["storage.https"] == .warning)
        #expect(Self.levels(try Self.place("http://127.0.0.1:9", isLoopback: true).all)["storage.https"] == .note)
    }

    @Test("a storage without a public address, or one that forces downloads, wants a domain")
    func baseURL() throws {
        let r2 = "https://0123.r2.cloudflarestorage.com"
        #expect(Self.levels(try Self.place(r2).all)["links.base-url"] == .warning)
        #expect(Self.levels(try Self.place(r2, hasBaseURL: true).all)["links.base-url"] == nil)
        let cos = "https://cos.ap-guangzhou.myqcloud.com"
        #expect(Self.levels(try Self.place(cos).all)["links.base-url"] == .warning)
        #expect(Self.levels(try Self.place("https://s3.eu-west-1.amazonaws.com").all)["links.base-url"] == nil)
    }

    @Test("a server nobody recognises is a note that names the setting")
    func unrecognised() throws {
        let findings = try Self.place("https://storage.example").all
        #expect(findings.first?.level == .note)
        #expect(findings.first?.remedy?.contains("storage.profile") == true)
        #expect(try Self.place("https://storage.example", profile: "minio").all.first?.level == .ok)
    }

    @Test("a bucket that turned out to be elsewhere names the setting to change")
    func moved() throws {
        let place = try Self.place("https://s3.eu-west-1.amazonaws.com")
        #expect(place.moved(to: place.location) == nil)
        let other = try Self.place("https://s3.eu-central-1.amazonaws.com").location
        #expect(place.moved(to: other)?.remedy == "set storage.region: eu-central-1")
    }

    // MARK: - Probe

    private static func findings(_ profile: String = "aws", overwrites: Bool = true, signs: Bool = false) throws
        -> ProbeFindings
    {
        ProbeFindings(
            profile: try #require(ProviderProfile.named(profile)), overwrites: overwrites, signsPayload: signs)
    }

    private static let trouble = Failure("storage.access-denied", "denied", disposition: .stop(.credentials))

    @Test("bytes that come back changed, or not at all, are a failure")
    func readBack() throws {
        let findings = try Self.findings()
        #expect(findings.readBack(.honoured).level == .ok)
        #expect(findings.readBack(.not("3 bytes")).status == .configuration)
        #expect(findings.readBack(.unknown(Self.trouble)).status == .credentials)
    }

    @Test("a conditional write that is not honoured matters only where nothing may be replaced")
    func condition() throws {
        #expect(try Self.findings(overwrites: true).condition(.not("HTTP 501")).level == .note)
        #expect(try Self.findings(overwrites: false).condition(.not("HTTP 501")).level == .warning)
        #expect(try Self.findings(overwrites: false).condition(.honoured).level == .ok)
    }

    @Test("missing checksums matter only where the provider is known for them")
    func checksums() throws {
        #expect(try Self.findings("aws").checksums([]).level == .warning)
        #expect(try Self.findings("garage").checksums([]).level == .note)
        #expect(try Self.findings("generic").checksums(["MD5 as ETag"]).level == .ok)
    }

    @Test("signed chunks that are refused matter only where they are asked for")
    func chunks() throws {
        #expect(try Self.findings(signs: false).chunks(.not("HTTP 400")).level == .note)
        #expect(try Self.findings(signs: true).chunks(.not("HTTP 400")).level == .warning)
    }

    @Test("a probe that stays in the bucket is named, and nothing worse than a warning")
    func deletion() throws {
        let finding = try Self.findings().deletion(.failure(Self.trouble), key: "clips/probe.mp4")
        #expect(finding.level == .warning)
        #expect(finding.found.contains("clips/probe.mp4"))
        #expect(finding.remedy?.contains("by hand") == true)
    }

    @Test(
        "the exit status is that of the gravest failure",
        arguments: [
            ([], Failures.ExitStatus.done), ([Disposition.retry()], .unavailable), ([.unreachable], .unavailable),
            ([.unreachable, .stop(.credentials)], .credentials),
            ([.stop(.credentials), .stop(.configuration), .unreachable], .configuration),
        ])
    func status(dispositions: [Disposition], status: Failures.ExitStatus) {
        var report = DoctorReport()
        report.add(.warning("a", "b", remedy: "c"))
        report.add(.note("a", "b"))
        for disposition in dispositions { report.add("x", Failure("x", "y", disposition: disposition)) }
        #expect(report.status == status)
        #expect(!report.needsPolicy)
        report.note(Self.trouble)
        #expect(report.needsPolicy)
    }
}
