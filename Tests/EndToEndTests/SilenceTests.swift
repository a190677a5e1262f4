import Foundation
import Simulation
import TestServers
import Testing

@Suite("Servers that never answer", .timeLimit(.minutes(2 * Patience.factor)))
struct SilenceTests {
    /// One command whose one server says nothing.
    struct Silence: Sendable {
        var name: String
        var command: [String]
        var status: Int32
        /// The settings that lead to the silent server.
        var change: @Sendable (_ url: String) -> [String: String]
        /// Whether the source of the one video is the silent server.
        var isSource = false
    }

    private static let toStorage: @Sendable (String) -> [String: String] = { ["KEEPREEL_STORAGE_ENDPOINT": $0] }
    private static let toStudio: @Sendable (String) -> [String: String] = {
        ["KEEPREEL_STUDIO_ENDPOINT": $0 + "/api/v1", "KEEPREEL_DISCOVER_ENABLED": "true"]
    }
    private static let withoutKeys = ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]

    private static let silences: [Silence] = [
        Silence(name: "studio", command: ["run"], status: 75, change: toStudio),
        Silence(name: "studio, cancel", command: ["cancel", "some-task"], status: 75, change: toStudio),
        Silence(name: "studio, submit", command: submit, status: 75, change: toStudio),
        Silence(name: "source", command: ["run"], status: 75, change: toStorage, isSource: true),
        Silence(name: "storage, run", command: ["run"], status: 75, change: toStorage),
        Silence(name: "storage, prune", command: ["prune"], status: 75, change: toStorage),
        Silence(name: "storage, doctor", command: ["doctor"], status: 69, change: toStorage),
        Silence(name: "storage, recover", command: ["recover"], status: 75, change: toStorage),
        Silence(
            name: "container", command: ["run"], status: 75,
            change: { withoutKeys.merging(["AWS_CONTAINER_CREDENTIALS_FULL_URI": $0 + "/keys"]) { $1 } }),
        Silence(
            name: "instance", command: ["run"], status: 77,
            change: {
                withoutKeys.merging(["AWS_EC2_METADATA_SERVICE_ENDPOINT": $0, "AWS_EC2_METADATA_DISABLED": "false"]) {
                    $1
                }
            }),
        Silence(
            name: "token service", command: ["run"], status: 75,
            change: {
                withoutKeys.merging([
                    "AWS_ENDPOINT_URL_STS": $0, "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/r",
                    "AWS_WEB_IDENTITY_TOKEN_FILE": "token", "AWS_REGION": "us-east-1",
                ]) { $1 }
            }),
    ]

    private static let submit = [
        "submit", "--image", "https://example.com/a.png", "--video", "https://example.com/v.mp4", "--mode", "wan-std",
    ]

    /// libcurl sees after six seconds that nothing moved for one, so they are silent side by side.
    @Test("every command ends within its bounds, by its exit code")
    func ends() async throws {
        try await withThrowingTaskGroup { group in
            for manner in SilentServer.Manner.allCases {
                for silence in Self.silences { group.addTask { try await Self.expectEnd(silence, manner) } }
            }
            try await group.waitForAll()
        }
    }

    private static func expectEnd(_ silence: Silence, _ manner: SilentServer.Manner) async throws {
        let server = try SilentServer(manner)
        defer { server.stop() }
        let studio = try await ModelStudioSimulator.start()
        var keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
        try keepreel.home.write("a-web-identity-token", to: "token")
        keepreel.environment["KEEPREEL_TRANSFER_STALL_TIMEOUT"] = "\(Patience.factor)s"
        let source = silence.isSource ? server.url + "/v.mp4" : nil
        try await keepreel.add(studio, source: source)
        keepreel.environment.merge(silence.change(server.url)) { $1 }
        let begin = ContinuousClock.now
        let result = try await keepreel(silence.command)
        #expect(result.status == silence.status, "\(silence.name), \(manner): \(result.output)\(result.errors)")
        #expect(server.connectionCount > 0, "\(silence.name), \(manner)")
        #expect(begin.duration(to: .now) < .seconds(40 * Patience.factor), "\(silence.name), \(manner)")
        #expect(!(result.output + result.errors).isEmpty, "\(silence.name), \(manner)")
        await studio.stop()
    }
}
