import FoundationEssentials
import TestServers
import Testing

@Suite("The watch for secrets sees one that is told")
struct SecretWatchTests {
    private static let secret = "pa/ss+wo\"rd-of-the-test"

    @Test(
        "in every form",
        arguments: [
            "pa/ss+wo\"rd-of-the-test", "pa%2Fss%2Bwo%22rd-of-the-test", "pa%2fss%2bwo%22rd-of-the-test",
            #"pa\/ss+wo\"rd-of-the-test"#,
        ])
    func forms(form: String) {
        let watch = SecretWatch(environment: ["AWS_SECRET_ACCESS_KEY": Self.secret, "PATH": "/usr/local/bin"])
        #expect(watch.secrets(in: Array("key: \(form), /usr/local/bin".utf8)) == ["AWS_SECRET_ACCESS_KEY"])
        #expect(watch.secrets(in: Array("key: \(form.dropLast())".utf8)).isEmpty)
    }

    @Test("in Base64, wherever in it", arguments: 0..<6)
    func base64(before: Int) {
        let text = String(repeating: ":", count: before) + Self.secret + "@host"
        let watch = SecretWatch(["key": Self.secret])
        #expect(watch.secrets(in: Array(Data(text.utf8).base64EncodedString().utf8)) == ["key"])
    }

    @Test(
        "by the variables that hold one, and no other",
        arguments: [
            ("DASHSCOPE_API_KEY", true), ("AWS_SESSION_TOKEN", true), ("OSS_ACCESS_KEY_SECRET", true),
            ("KEEPREEL_STUDIO_API_KEY", true), ("AWS_WEB_IDENTITY_TOKEN_FILE", false), ("AWS_ACCESS_KEY_ID", false),
            ("KEEPREEL_STORAGE_URL", false),
        ])
    func variables(name: String, isSecret: Bool) {
        let watch = SecretWatch(environment: [name: "value-of-it"])
        #expect(watch.secrets(in: Array("value-of-it".utf8)) == (isSecret ? [name] : []))
    }

    @Test("the password of a proxy, not its host")
    func proxy() {
        let watch = SecretWatch(environment: ["https_proxy": "http://user:proxy-password@proxy.example:3128"])
        #expect(watch.secrets(in: Array("proxy.example:3128".utf8)).isEmpty)
        #expect(watch.secrets(in: Array("user:proxy-password".utf8)) == ["https_proxy"])
    }

    @Test(
        "signatures of URLs, whatever their kind, and no mention of one",
        arguments: [
            ("https://h/k?Expires=1&Signature=dGhpcyBpcw%3D%3D", true), ("x-oss-signature=0123456789abcdef", true),
            ("X-Amz-Signature=0123456789abcdef", true), ("X-Amz-Security-Token%3D0123456789", true),
            ("url%3FSignature%3DdGhpcyBpcw", true), ("Signature=***", false),
            ("the signature does not match", false), ("Signature=", false),
        ])
    func signatures(text: String, isTold: Bool) {
        #expect(SecretWatch.signatures(in: Array("GET \(text) HTTP".utf8)).isEmpty == !isTold)
    }

    @Test("of what a process writes, on both ways out", arguments: ["", ">&2"])
    func processes(redirection: String) async throws {
        let environment = ["SOME_TOKEN": "token-of-the-test", "PATH": "/usr/bin:/bin"]
        await #expect(throws: ServerError.toldSecrets(program: "/bin/sh", secrets: ["SOME_TOKEN"])) {
            try await runProcess("/bin/sh", ["-c", "echo $SOME_TOKEN \(redirection)"], environment: environment)
        }
        let signed = "echo 'X-Amz-Signature=0123456789abcdef' \(redirection)"
        await #expect(throws: ServerError.toldSecrets(program: "/bin/sh", secrets: ["signature="])) {
            try await runProcess("/bin/sh", ["-c", signed], environment: environment)
        }
        #expect(try await runProcess("/bin/sh", ["-c", "echo fine"], environment: environment).status == 0)
    }
}
