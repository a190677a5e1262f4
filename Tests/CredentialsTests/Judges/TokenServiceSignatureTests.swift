import Credentials
import Foundation
import HTTPTransport
import Testing

@Suite("Signatures of requests to AWS's token service")
struct TokenServiceSignatureTests {
    private struct Question: Encodable {
        var url: String
        var headers: [String: String]
        var body: String
        var time: Int64
        var id: String
        var secret: String
        var token: String?
        var region: String
    }

    @Test("are those botocore gives", arguments: [nil, "to/ken+=="])
    func judged(token: String?) async throws {
        let http = FakeHTTP.always(200, FakeServices.tokenService(body: "Action=AssumeRole", authorization: nil))
        let line = token.map { "aws_session_token = \($0)\n" } ?? ""
        let machine = Machine.aws(
            credentials: "[base]\naws_access_key_id = BASE\naws_secret_access_key = s3cr3t/+\n\(line)",
            config: """
                [default]
                role_arn = arn:aws:iam::123456789012:role/path/the role
                source_profile = base
                external_id = a b&c=d
                duration_seconds = 3600
                """,
            environment: ["AWS_ENDPOINT_URL_STS": "http://127.0.0.1:8080/", "AWS_REGION": "eu-central-1"], http: http)
        _ = try await machine.s3()
        let request = try #require(http.requests.first)
        let own: Set = ["authorization", "x-amz-date", "x-amz-security-token"]
        let sent = request.headers.fields.filter { !own.contains($0.name.lowercased()) }
        let question = Question(
            url: request.url, headers: Dictionary(sent.map { ($0.name, $0.value) }) { $1 }, body: request.text,
            time: Int64(Machine.noon.timeIntervalSince1970), id: "BASE", secret: "s3cr3t/+", token: token,
            region: "eu-central-1")
        let printed = try await PythonJudge.ask("botocore_sts_signature.py", question)
        #expect(request.headers["Authorization"] == String(decoding: printed.dropLast(), as: UTF8.self))
    }
}
