import Foundation
import Simulation
import TestServers

/// A simulated Model Studio, a strict storage server and a user's machine, on which a plan is carried out.
final class ChaosWorld: Sendable {
    let plan: ChaosPlan
    let studio: ModelStudioSimulator
    let server: any ControlledServer
    /// Between keepreel and them.
    let lanes: ChaosLanes
    /// Everything keepreel is told.
    let environment: [String: String]
    private let home: ScratchDirectory
    private let binary: String

    init(_ plan: ChaosPlan) async throws {
        self.plan = plan
        lanes = try ChaosLanes()
        var options = SimulatorOptions()
        options.resultAuthority = "127.0.0.1:\(lanes.source.port)"
        studio = try await ModelStudioSimulator.start(options)
        switch plan.dialect {
        case .s3: server = try await StrictS3Server.start(.aws, buckets: [ChaosSettings.bucket])
        case .oss: server = try await OSSServer.start(buckets: [ChaosSettings.bucket])
        }
        lanes.studio.setTarget(studio.port)
        lanes.source.setTarget(studio.port)
        lanes.storage.setTarget(try Self.port(of: server.endpoint))
        home = try ScratchDirectory("home")
        binary = try builtProduct("keepreel")
        let user = server.administrator
        let credentials =
            switch plan.dialect {
            case .s3: ["AWS_ACCESS_KEY_ID": user.accessKeyID, "AWS_SECRET_ACCESS_KEY": user.secretAccessKey]
            case .oss:
                [
                    "OSS_ACCESS_KEY_ID": user.accessKeyID, "OSS_ACCESS_KEY_SECRET": user.secretAccessKey,
                    "KEEPREEL_STORAGE_ACL": "public-read",
                ]
            }
        environment = ChaosSettings.environment.merging(credentials) { $1 }.merging([
            "HOME": home.path, "DASHSCOPE_API_KEY": studio.apiKey,
            "KEEPREEL_STUDIO_ENDPOINT": Self.address(studio.apiURL, at: lanes.studio),
            "KEEPREEL_STORAGE_URL": "\(plan.dialect.rawValue)://\(ChaosSettings.bucket)/clips",
            "KEEPREEL_STORAGE_ENDPOINT": Self.address(server.endpoint, at: lanes.storage),
            "KEEPREEL_STORAGE_REGION": server.region,
            "KEEPREEL_STORAGE_PROFILE": server.profile, "KEEPREEL_STORAGE_ADDRESSING": server.addressing.rawValue,
        ]) { $1 }
    }

    private static func port(of address: String) throws -> UInt16 {
        guard let port = URL(string: address)?.port.flatMap(UInt16.init(exactly:)) else {
            throw ServerError.notReady(log: address)
        }
        return port
    }

    /// The address with the proxy's port instead of its own.
    private static func address(_ address: String, at proxy: FaultProxy) -> String {
        var components = URLComponents(string: address) ?? URLComponents()
        components.port = Int(proxy.port)
        return components.string ?? address
    }

    /// Starts keepreel.
    /// - Parameter kibibytes: how far files may grow, as on a disk that is full then; `nil`: as far as they like.
    func start(_ arguments: [String], kibibytes: Int? = nil) throws -> RunningProcess {
        // The signal that tells of the limit is ignored, so that the write fails, as it does on a full disk.
        let limited = kibibytes.map { ["-c", "trap '' XFSZ; ulimit -f \($0); exec \"$@\"", "bash", binary] }
        return try RunningProcess.start(
            limited == nil ? binary : "bash", (limited ?? []) + arguments, environment: environment,
            workingDirectory: home.path)
    }

    /// Runs keepreel to its end.
    func keepreel(_ arguments: String..., stdin: String = "") async throws -> ProcessResult {
        try await runProcess(
            binary, arguments, environment: environment, workingDirectory: home.path, stdin: Array(stdin.utf8))
    }

    /// Does something while the clocks of all services are ahead by so many seconds.
    func withClocks<Value>(ahead seconds: Double, _ body: () async throws -> Value) async throws -> Value {
        try await setClocks(ahead: seconds, by: seconds)
        let value = try await body()
        try await setClocks(ahead: 0, by: -seconds)
        return value
    }

    private func setClocks(ahead offset: Double, by seconds: Double) async throws {
        var settings = ServerSettings()
        settings.clockOffset = offset
        try await server.control.change(settings)
        studio.advanceClock(by: seconds)
    }

    func stop() async throws {
        lanes.stop()
        try await server.stop()
        await studio.stop()
    }
}
