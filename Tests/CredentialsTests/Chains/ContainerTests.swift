import Credentials
import Failures
import Foundation
import HTTPTransport
import Testing

@Suite("Container credentials")
struct ContainerTests {
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"

    @Test(
        "the service is asked at the address the variables give, the relative one first",
        arguments: [
            ([relative: "/v2/creds?id=1"], "http://169.254.170.2/v2/creds?id=1"),
            ([relative: "/a", full: "https://x.example/b"], "http://169.254.170.2/a"),
            ([full: "https://x.example/b"], "https://x.example/b"),
            ([full: "http://localhost:9/b"], "http://localhost:9/b"),
            ([full: "http://127.9.8.7/b"], "http://127.9.8.7/b"), ([full: "http://[::1]:9/b"], "http://[::1]:9/b"),
            ([full: "http://169.254.170.23/v1/credentials"], "http://169.254.170.23/v1/credentials"),
            ([full: "http://[fd00:ec2::23]/v1/credentials"], "http://[fd00:ec2::23]/v1/credentials"),
        ])
    func addresses(environment: [String: String], url: String) async throws {
        let http = FakeHTTP.always(200, FakeServices.keys("TASK"))
        let key = try await Machine(environment: environment, http: http).s3()
        #expect(key.id == "TASK")
        #expect(key.expiresAt == Machine.noon.addingTimeInterval(3600))
        #expect(http.requests.map(\.url) == [url])
        #expect(http.requests.first?.headers["Accept"] == "application/json")
        #expect(http.requests.first?.headers["Authorization"] == nil)
    }

    @Test(
        "an address that would send keys unencrypted over a network, or is none, is refused",
        arguments: [
            [full: "http://192.0.2.1/keys"], [full: "http://169.254.169.254/keys"], [full: "http://127.0.0.1.example/"],
            [full: "http://127.0.0.1@192.0.2.1/"], [full: "ftp://localhost/"], [full: "localhost:9/keys"],
            [full: "http://127.0.0/"], [relative: "@192.0.2.1/keys"], [relative: ":80@192.0.2.1/"],
        ])
    func refusedAddresses(environment: [String: String]) async {
        let http = FakeHTTP.always(200, FakeServices.keys("TASK"))
        let failure = await #expect(throws: Failure.self) {
            try await Machine(environment: environment, http: http).s3()
        }
        #expect(failure?.code == "storage.bad-credentials-url")
        #expect(http.requests.isEmpty)
    }

    @Test("the token of a file is read anew and wins over that of the variable")
    func authorization() async throws {
        let http = FakeHTTP.always(200, FakeServices.keys("TASK"))
        var machine = Machine(
            environment: [Self.relative: "/", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc"], http: http)
        _ = try await machine.s3()
        machine.environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/run/token"
        machine.files["/run/token"] = "jwt\n"
        _ = try await machine.s3()
        #expect(http.requests.map { $0.headers["Authorization"] } == ["Basic abc", "jwt"])
        machine.environment = [Self.relative: "/", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hu\r\nsh"]
        let failure = await machine.s3Failure()
        #expect(failure?.code == "storage.bad-credentials")
        #expect(failure?.description.contains("hu") == false)
    }

    @Test(
        "an answer without keys is told of",
        arguments: [
            (403, #"{"code": "AccessDenied", "message": "hush"}"#, "HTTP 403", Disposition.stop(.credentials)),
            (200, "hush", "an answer without keys", .stop(.credentials)),
            (200, #"{"Code": "Failed", "AccessKeyId": "A", "SecretAccessKey": "hush"}"#, "Failed", .stop(.credentials)),
            (500, "hush", "HTTP 500", .retry()),
        ])
    func refusals(status: Int, body: String, answer: String, disposition: Disposition) async {
        let machine = Machine(
            environment: [Self.full: "https://x.example/b?t=hush"], http: FakeHTTP.always(status, body))
        let failure = await #expect(throws: Failure.self) { try await machine.s3() }
        #expect(failure?.message.hasPrefix("the container credential service https://x.example gives no keys") == true)
        #expect(failure?.message.hasSuffix(": \(answer)") == true)
        #expect(failure?.disposition == disposition)
        #expect(failure?.description.contains("hush") == false)
    }
}
