import Redaction
import Testing

@testable import RequestSigning

@Suite struct SigningKeyTests {
    struct Derivation: Sendable {
        var dialect: SigningDialect
        var unixSeconds: Int64
        var region = "cn-hangzhou"
        var service = "oss"
        var secret = Secret("sk")
        let key: String
    }

    @Test(
        "the keys derived for a scope are the known ones",
        arguments: [
            Derivation(
                dialect: .aws, unixSeconds: 1_369_353_600, region: "us-east-1", service: "s3",
                secret: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                key: "dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378"),
            Derivation(
                dialect: .oss, unixSeconds: 1_702_743_657,
                key: "b412a03b134ebddd720f5167b5de6db66620ebb3b01cff4d49e3ccb09f8de97f"),
            Derivation(
                dialect: .oss, unixSeconds: 1_702_781_677,
                key: "0e11d77e422d3484e84ee6b628fdf2a85f3788e1a597f23116b477efb407e94e"),
            Derivation(
                dialect: .oss, unixSeconds: 1_744_353_684, secret: Secret("yourAccessKeySecret"),
                key: "8a01ff4efcc65ca2cbc75375045c61ab5f3fa8b9a2d84f0add27ef16a25feb3c"),
        ])
    func derived(derivation: Derivation) throws {
        let scope = CredentialScope(
            dialect: derivation.dialect, time: SigningTime(unixSeconds: derivation.unixSeconds),
            region: derivation.region, service: derivation.service)
        let known = try SigningKey(hexadecimal: derivation.key)
        #expect(scope.signingKey(derivation.secret).sign("text") == known.sign("text"))
    }
}

extension SigningKey {
    /// A published key. Keys do not show their bytes, so they are compared by what they sign.
    init(hexadecimal text: String) throws {
        let digits = Array(text)
        let bytes = try stride(from: 0, to: digits.count, by: 2).map { start in
            try #require(UInt8(String(digits[start..<start + 2]), radix: 16))
        }
        self.init(bytes)
    }
}
