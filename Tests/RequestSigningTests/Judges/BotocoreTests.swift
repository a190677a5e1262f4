import Foundation
import RequestSigning
import SeededRandom
import Testing

@Suite struct BotocoreTests {
    @Test("requests signed by header get the Authorization that botocore gives them")
    func byHeader() throws {
        var generator = SeededGenerator(seed: 11)
        let cases = Self.cases(400, presigned: false, using: &generator)
        let verdicts: [BotocoreVerdict] = try PythonJudge.verdicts(BotocoreVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let time = SigningTime(unixSeconds: judged.time)
            let signed = judged.signer.sign(judged.head, payload: judged.payloadHash, at: time)
            let fields = Dictionary(signed.fields) { first, _ in first }
            #expect(fields["Authorization"] == verdict.authorization, "\(judged)")
            #expect(fields["x-amz-content-sha256"] == verdict.payload)
            #expect(fields["x-amz-security-token"] == verdict.token)
        }
    }

    @Test("requests signed by query get the query that botocore gives them")
    func byQuery() throws {
        var generator = SeededGenerator(seed: 12)
        let cases = Self.cases(200, presigned: true, using: &generator)
        let verdicts: [BotocoreVerdict] = try PythonJudge.verdicts(BotocoreVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let time = SigningTime(unixSeconds: judged.time)
            let expires = try #require(judged.expires)
            let query = try judged.signer.presign(judged.head, expires: expires, at: time)
            #expect(Set(try queryPairs(of: query)) == Set(try #require(verdict.query)), "\(judged)")
        }
    }

    /// Random cases, and one for each nasty key.
    private static func cases(
        _ count: Int, presigned: Bool, using generator: inout some RandomNumberGenerator
    ) -> [JudgedCase] {
        let keys = [String?](repeating: nil, count: count) + NastyKeys.all
        return keys.map { JudgedCase.random(key: $0, presigned: presigned, using: &generator) }
    }
}
