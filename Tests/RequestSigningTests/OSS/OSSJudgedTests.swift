import Redaction
import RequestSigning
import SeededRandom
import Testing

@Suite struct OSSJudgedTests {
    @Test("requests signed by V4 header get the Authorization that both SDKs give them")
    func v4ByHeader() throws {
        let cases = Self.cases(900, .v4, presigned: false, seed: 21)
        let verdicts: [OSSVerdict] = try PythonJudge.verdicts(OSSVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let signed = judged.signer.sign(
                judged.head, resource: judged.resource, additionalHeaders: judged.additionalHeaders,
                at: SigningTime(unixSeconds: judged.time))
            let ours = OSSVerdict.Signed(authorization: signed.fields.first { $0.0 == "Authorization" }?.1)
            #expect(verdict.all.allSatisfy { $0 == ours }, "\(judged) \(verdict)")
        }
        #expect(verdicts.allSatisfy { $0.newer != nil })
        #expect(verdicts.count { $0.oss2 != nil } >= 600)
    }

    @Test("URLs signed by V4 get the query that both SDKs give them")
    func v4ByQuery() throws {
        let cases = Self.cases(500, .v4, presigned: true, seed: 22)
        let verdicts: [OSSVerdict] = try PythonJudge.verdicts(OSSVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let query = try judged.signer.presign(
                judged.head, resource: judged.resource, expires: try #require(judged.expires),
                additionalHeaders: judged.additionalHeaders, at: SigningTime(unixSeconds: judged.time))
            let ours = OSSVerdict.Signed(query: try queryPairs(of: query).sorted(by: Self.inOrderOfBytes))
            #expect(verdict.all == [ours, ours], "\(judged) \(verdict)")
        }
    }

    @Test("requests signed by V1 header get the signature that both SDKs give them")
    func v1ByHeader() throws {
        let cases = Self.cases(300, .v1, presigned: false, seed: 23)
        let verdicts: [OSSVerdict] = try PythonJudge.verdicts(OSSVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let token = judged.token.map { [("x-oss-security-token", $0)] } ?? []
            let date = judged.header("x-oss-date")
            let signature = OSSV1.signature(
                secret: Secret(judged.secret), method: judged.method, contentMD5: judged.header("content-md5"),
                contentType: judged.header("content-type"), dateOrExpires: date.isEmpty ? verdict.date : date,
                ossHeaders: judged.head.headers.filter { $0.0.lowercased().hasPrefix("x-oss-") } + token,
                resource: OSSV1.resource(bucket: judged.bucket, key: judged.key, query: judged.queryPairs))
            let ours = OSSVerdict.Signed(authorization: "OSS \(judged.accessKeyID):\(signature)")
            #expect(verdict.all.allSatisfy { $0 == ours }, "\(judged) \(verdict)")
        }
        #expect(verdicts.count { $0.newer != nil } >= 80)
        #expect(verdicts.count { $0.oss2 != nil } >= 200)
    }

    @Test("URLs signed by V1 get the query that both SDKs give them")
    func v1ByQuery() throws {
        let cases = Self.cases(300, .v1, presigned: true, seed: 24)
        let verdicts: [OSSVerdict] = try PythonJudge.verdicts(OSSVerdict.script, on: cases)
        for (judged, verdict) in zip(cases, verdicts) {
            let expires = judged.time + Int64(try #require(judged.expires))
            let query = OSSV1.queryString(
                credentials: judged.credentials, method: judged.method, bucket: judged.bucket, key: judged.key,
                query: judged.queryPairs, expires: expires)
            let ours = OSSVerdict.Signed(query: try queryPairs(of: query).sorted(by: Self.inOrderOfBytes))
            #expect(verdict.all.allSatisfy { $0 == ours }, "\(judged) \(verdict)")
        }
        #expect(verdicts.allSatisfy { $0.newer != nil })
        #expect(verdicts.count { $0.oss2 != nil } >= 200)
    }

    /// Random cases, and one for each nasty key.
    private static func cases(
        _ count: Int, _ version: OSSJudgedCase.Version, presigned: Bool, seed: UInt64
    ) -> [OSSJudgedCase] {
        var generator = SeededGenerator(seed: seed)
        let keys = [String?](repeating: nil, count: count) + NastyKeys.all
        return keys.map { OSSJudgedCase.random(version, key: $0, presigned: presigned, using: &generator) }
    }

    /// As Python sorts.
    private static func inOrderOfBytes(_ left: [String], _ right: [String]) -> Bool {
        left.map { Array($0.utf8) }.lexicographicallyPrecedes(right.map { Array($0.utf8) }) {
            $0.lexicographicallyPrecedes($1)
        }
    }
}
