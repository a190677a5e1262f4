import Foundation
import RequestSigning
import SeededRandom
import Testing

@Suite struct BotocoreTests {
    @Test("requests signed by header get the Authorization that botocore gives them")
    func byHeader() throws {
        var generator = SeededGenerator(seed: 11)
        let cases = (0..<400).map { _ in JudgedCase.random(presigned: false, using: &generator) }
        let verdicts = try BotocoreJudge.verdicts(on: cases)
        try #require(verdicts.count == cases.count)
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
        let cases = (0..<200).map { _ in JudgedCase.random(presigned: true, using: &generator) }
        let verdicts = try BotocoreJudge.verdicts(on: cases)
        try #require(verdicts.count == cases.count)
        for (judged, verdict) in zip(cases, verdicts) {
            let time = SigningTime(unixSeconds: judged.time)
            let expires = try #require(judged.expires)
            let query = try judged.signer.presign(judged.head, expires: expires, at: time)
            #expect(Set(try Self.pairs(of: query)) == Set(try #require(verdict.query)), "\(judged)")
        }
    }

    private static func pairs(of query: String) throws -> [[String]] {
        try query.split(separator: "&").map { pair in
            try pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                try #require(String($0).removingPercentEncoding)
            }
        }
    }
}
