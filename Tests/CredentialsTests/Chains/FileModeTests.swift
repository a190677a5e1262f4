import Credentials
import Failures
import HTTPTransport
import Testing

@Suite("Files with keys that others can read")
struct FileModeTests {
    private static let keys = "aws_access_key_id = A\naws_secret_access_key = s\n"

    private static func warnings(_ machine: Machine, _ chain: CredentialChain = .s3()) async throws(Failure) -> [String]
    {
        let keeper = CredentialKeeper(chain, sources: machine.sources)
        #expect(await keeper.warnings.isEmpty)
        _ = try await keeper.current()
        return await keeper.warnings.map(\.description)
    }

    private static func told(_ path: String) -> [String] {
        ["\(path) holds keys and can be read by other users; run 'chmod 600 \(path)'"]
    }

    @Test("are warned of, once the keys in them are used")
    func aws() async throws {
        var machine = Machine.aws(credentials: "[default]\n\(Self.keys)", config: "[profile lab]\n\(Self.keys)")
        machine.openFiles = ["/home/reel/.aws/config"]
        #expect(try await Self.warnings(machine) == [])
        machine.openFiles.insert("/home/reel/.aws/credentials")
        #expect(try await Self.warnings(machine) == Self.told("~/.aws/credentials"))
        machine.environment["AWS_PROFILE"] = "lab"
        #expect(try await Self.warnings(machine) == Self.told("~/.aws/config"))
        machine.environment = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s"]
        #expect(try await Self.warnings(machine) == [])
    }

    @Test("are warned of if their keys take a role on")
    func roles() async throws {
        var machine = Machine.aws(
            credentials: "[base]\n\(Self.keys)", config: "[default]\nrole_arn = r\nsource_profile = base\n",
            http: FakeHTTP { request in
                reply(
                    200, FakeServices.tokenService(body: request.text, authorization: request.headers["Authorization"]))
            })
        machine.openFiles = ["/home/reel/.aws/credentials", "/home/reel/.aws/config"]
        #expect(try await Self.warnings(machine) == Self.told("~/.aws/credentials"))
    }

    @Test(
        "are warned of for OSS, too",
        arguments: [
            (".ossutilconfig", "[Credentials]\naccessKeyID=A\naccessKeySecret=s\n"),
            (
                ".aliyun/config.json",
                #"{"current": "c", "profiles": [{"name": "c", "mode": "AK", "access_key_id": "A", "access_key_secret": "s"}]}"#
            ),
            (".alibabacloud/credentials.ini", "[default]\ntype=access_key\naccess_key_id=A\naccess_key_secret=s\n"),
        ])
    func oss(name: String, text: String) async throws {
        var machine = Machine()
        machine.write(text, to: name)
        machine.openFiles = ["/home/reel/\(name)"]
        #expect(try await Self.warnings(machine, .oss) == Self.told("~/\(name)"))
    }
}
