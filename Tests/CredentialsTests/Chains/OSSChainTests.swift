import Credentials
import Failures
import Foundation
import HTTPTransport
import Redaction
import Testing

@Suite("The chain of OSS")
struct OSSChainTests {
    private static let oss = ["OSS_ACCESS_KEY_ID": "OSS", "OSS_ACCESS_KEY_SECRET": "oss-secret"]
    private static let alibaba = [
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "ALI", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "ali-secret",
    ]
    private static let identity = [
        "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/r", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "/run/token",
    ]
    private static let ossutil = "[Credentials]\nlanguage=EN\naccessKeyID=UTIL\naccessKeySecret=util-secret\n"
    private static let cli = """
        {"current": "c", "profiles": [
         {"name": "c", "mode": "AK", "access_key_id": "CLI", "access_key_secret": "cli-secret"}]}
        """
    private static let ini = "[default]\ntype=access_key\naccess_key_id=INI\naccess_key_secret=ini-secret\n"

    /// A machine that has everything, but for what is left out.
    private static func machine(without missing: Int) -> Machine {
        var machine = Machine(environment: ["ALIBABA_CLOUD_CREDENTIALS_URI": "https://keys.example/x"])
        machine.files["/run/token"] = "jwt"
        let parts: [(inout Machine) -> Void] = [
            { $0.environment.merge(oss) { $1 } }, { $0.environment.merge(alibaba) { $1 } },
            { $0.environment.merge(identity) { $1 } }, { $0.write(ossutil, to: ".ossutilconfig") },
            { $0.write(cli, to: ".aliyun/config.json") }, { $0.write(ini, to: ".alibabacloud/credentials") },
        ]
        for part in parts.dropFirst(missing) { part(&machine) }
        machine.http = FakeHTTP { request in
            let keys = { FakeServices.keys($0, secret: "AccessKeySecret", token: "SecurityToken", code: "Success") }
            if request.url.hasPrefix("https://sts.") { return reply(200, #"{"Credentials": \#(keys("OIDC"))}"#) }
            if request.url.hasPrefix("https://keys.example/x") { return reply(200, keys("URI")) }
            if missing > 6 { return reply(404) }
            if request.url.hasSuffix("/") { return reply(200, "role") }
            return reply(200, request.method == "PUT" ? "token" : keys("ECS"))
        }
        return machine
    }

    @Test(
        "the first source that knows keys is taken",
        arguments: [
            (0, "OSS", "the environment"), (1, "ALI", "the environment"), (2, "OIDC", "OIDC role acs:ram::1:role/r"),
            (3, "UTIL", "~/.ossutilconfig"), (4, "CLI", "~/.aliyun/config.json [c]"),
            (5, "INI", "~/.alibabacloud/credentials [default]"), (6, "ECS", "instance role role"),
            (7, "URI", "ALIBABA_CLOUD_CREDENTIALS_URI"),
        ])
    func order(missing: Int, id: String, origin: String) async throws {
        let key = try await Self.machine(without: missing).oss()
        #expect(key.id == id)
        #expect(key.origin == origin)
    }

    @Test("tokens come along")
    func tokens() async throws {
        let oss = Machine(environment: Self.oss.merging(["OSS_SESSION_TOKEN": "t"]) { $1 })
        #expect(try await oss.oss().sessionToken == Secret("t"))
        let alibaba = Machine(environment: Self.alibaba.merging(["ALIBABA_CLOUD_SECURITY_TOKEN": "t"]) { $1 })
        #expect(try await alibaba.oss().sessionToken == Secret("t"))
        // A token of one kind does not go with keys of the other.
        let mixed = Machine(environment: Self.oss.merging(["ALIBABA_CLOUD_SECURITY_TOKEN": "t"]) { $1 })
        #expect(try await mixed.oss().sessionToken == nil)
    }

    @Test(
        "ossutil's file is read in the ways both its versions write it",
        arguments: [
            (ossutil, nil), ("[Credentials]\naccess_key_id=UTIL\naccess_key_secret=util-secret\nsts_token=t\n", "t"),
            ("[Credentials]\naccessid = UTIL\naccesskey = util-secret\n", nil),
            ("[credentials]\naccess_id: UTIL\naccess_key: util-secret\nstsToken:\n", nil),
            ("[default]\naccess-key-id = UTIL\naccess-key-secret = util-secret\nsts-token = t\nregion = x\n", "t"),
            ("[Default]\nAccessKeyId=UTIL\naccessKeySecret=util-secret\nmode=StsToken\nststoken=t\n", "t"),
            ("[profile default]\naccessKeyID=UTIL\naccessKeySecret=util-secret\nmode=AK\n", nil),
            (
                "[Credentials]\naccessKeyID=OLD\naccessKeySecret=x\n[default]\naccessKeyID=UTIL\naccessKeySecret=util-secret",
                nil
            ),
            ("[default]\nregion = x\n[Credentials]\naccessKeyID=UTIL\naccessKeySecret=util-secret", nil),
        ] as [(String, String?)])
    func ossutilFiles(text: String, token: String?) async throws {
        var machine = Machine()
        machine.write(text, to: ".ossutilconfig")
        let key = try await machine.oss()
        #expect(key.id == "UTIL")
        #expect(key.secret == Secret("util-secret"))
        #expect(key.sessionToken == token.map { Secret($0) })
    }

    @Test(
        "what a file has, but not in a way that works, is told of",
        arguments: [
            (
                ".ossutilconfig", "[default]\nmode = EcsRamRole\nramRoleName = r\n", "storage.profile-unsupported",
                "~/.ossutilconfig gets its keys by the mode EcsRamRole, which keepreel does not speak"
            ),
            (
                ".ossutilconfig", "[Credentials]\naccessKeyID=A\n", "storage.half-credentials",
                "~/.ossutilconfig has accessKeyID but no accessKeySecret"
            ),
            (
                ".aliyun/config.json", #"{"current": "c", "profiles": [{"name": "c", "mode": "OAuth"}]}"#,
                "storage.profile-unsupported",
                "the profile 'c' of ~/.aliyun/config.json gets its keys by the mode 'OAuth', which keepreel does not speak"
            ),
            (
                ".aliyun/config.json", "{hush", "storage.credentials-file",
                "~/.aliyun/config.json is not the JSON of the Alibaba Cloud CLI"
            ),
            (
                ".alibabacloud/credentials", "[default]\ntype = ram_role_arn\naccess_key_id = A\n",
                "storage.profile-unsupported",
                "~/.alibabacloud/credentials [default] gets its keys by the type 'ram_role_arn', which keepreel does not speak"
            ),
        ])
    func unusable(name: String, text: String, code: String, message: String) async {
        var machine = Machine()
        machine.write(text, to: name)
        let failure = await machine.ossFailure()
        #expect(failure?.code == code)
        #expect(failure?.message == message)
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.remedy != nil)
    }

    @Test("a named profile that no file knows is refused by name")
    func unknownProfile() async {
        var machine = Machine(environment: ["ALIBABA_CLOUD_PROFILE": "typo"])
        machine.write(Self.cli, to: ".aliyun/config.json")
        let failure = await machine.ossFailure()
        #expect(failure?.code == "storage.unknown-profile")
        #expect(failure?.message == "no Alibaba Cloud profile with keys is named 'typo'")
    }

    @Test("the identity token goes to the token service of the region, in the body")
    func identityToken() async throws {
        for (environment, url) in [
            ([:], "https://sts.aliyuncs.com/?"),
            (["ALIBABA_CLOUD_STS_REGION": "cn-beijing"], "https://sts.cn-beijing.aliyuncs.com/?"),
            (
                ["ALIBABA_CLOUD_STS_REGION": "cn-beijing", "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"],
                "https://sts-vpc.cn-beijing.aliyuncs.com/?"
            ),
        ] {
            let http = FakeHTTP.always(
                200,
                #"{"Credentials": \#(FakeServices.keys("OIDC", secret: "AccessKeySecret", token: "SecurityToken"))}"#)
            let key = try await Machine(
                environment: Self.identity.merging(environment) { $1 }, files: ["/run/token": "jwt\n"], http: http
            ).oss()
            #expect(key.expiresAt == Machine.noon.addingTimeInterval(3600))
            let request = try #require(http.requests.first)
            #expect(request.url.hasPrefix(url))
            #expect(!request.url.contains("jwt"))
            #expect(request.url.contains("Timestamp=2027-01-15T08%3A00%3A00Z"))
            #expect(FakeServices.form(request.text)["OIDCToken"] == "jwt")
        }
    }

    @Test("a refused identity token is told of without the token")
    func refusedToken() async {
        let http = FakeHTTP.always(
            400, #"{"RequestId": "r", "Code": "AuthenticationFail.OIDCToken.Invalid", "Message": "hush is invalid"}"#)
        let machine = Machine(environment: Self.identity, files: ["/run/token": "hush"], http: http)
        let failure = await #expect(throws: Failure.self) { try await machine.oss() }
        #expect(
            failure?.message == "the token service https://sts.aliyuncs.com gives no keys: "
                + "AuthenticationFail.OIDCToken.Invalid: REDACTED is invalid")
    }

    @Test("where nothing is found, the failure says what was looked at and what to set")
    func nothing() async {
        let failure = await #expect(throws: Failure.self) { try await Machine().oss() }
        #expect(failure?.code == "storage.no-credentials")
        #expect(failure?.disposition == .stop(.credentials))
        for place in [
            "OSS_ACCESS_KEY_ID is not set", "ALIBABA_CLOUD_ACCESS_KEY_ID is not set", "~/.ossutilconfig does not exist",
            "~/.aliyun/config.json does not exist", "~/.alibabacloud/credentials does not exist",
            "the ECS metadata service does not answer", "ALIBABA_CLOUD_CREDENTIALS_URI is not set",
        ] {
            #expect(failure?.message.contains(place) == true, "\(place)")
        }
        #expect(failure?.remedy?.contains("OSS_ACCESS_KEY_SECRET") == true)
    }
}
