import Simulation
import TestServers
import Testing

/// A simulated Model Studio, one storage server or another, and a user's machine.
struct Place {
    let studio: ModelStudioSimulator
    let server: any StorageServer
    var keepreel: Keepreel

    /// - Parameters:
    ///   - key: the template of keys; `nil`: as by the settings.
    ///   - shared: a server of that kind that others use, too; `nil`: one of its own.
    init(_ kind: StorageServerKind, key: String? = nil, on shared: (any StorageServer)? = nil) async throws {
        studio = try await ModelStudioSimulator.start()
        server = if let shared { shared } else { try await kind.start(buckets: ["videos"]) }
        keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: server.endpoint)
        let user = server.administrator
        keepreel.environment["KEEPREEL_STORAGE_URL"] = "\(server.dialect.rawValue)://videos/clips"
        keepreel.environment["KEEPREEL_STORAGE_REGION"] = server.region
        keepreel.environment["KEEPREEL_STORAGE_PROFILE"] = server.profile
        keepreel.environment["KEEPREEL_STORAGE_ADDRESSING"] = server.addressing.rawValue
        keepreel.environment["KEEPREEL_STORAGE_KEY"] = key
        keepreel.environment["KEEPREEL_TRANSFER_PART_SIZE"] = "5MiB"
        keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = "1"
        if server.dialect == .oss {
            keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
            keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
            keepreel.environment["OSS_ACCESS_KEY_ID"] = user.accessKeyID
            keepreel.environment["OSS_ACCESS_KEY_SECRET"] = user.secretAccessKey
        }
        if kind == .oss || kind == .moto {
            keepreel.environment["KEEPREEL_STORAGE_ACL"] = "public-read"
        }
    }

    /// Adds finished tasks of these sizes; answers their ids.
    func add(_ sizes: [Int64]) async throws -> [String] {
        let ids = try sizes.enumerated().map { number, size in
            try studio.addFinished(video: .generated(bytes: size, seed: UInt64(number + 1))).id
        }
        let added = try await keepreel("add", "-", stdin: ids.joined(separator: "\n"))
        #expect(added.status == 0, "\(added.errors)")
        return ids
    }

    func expectDone(_ arguments: String...) async throws -> String {
        let result = try await keepreel(arguments)
        #expect(result.status == 0, "keepreel \(arguments): \(result.output)\(result.errors)")
        return result.output
    }

    func stop() async throws {
        try await keepreel.expectNothingTold()
        try await server.stop()
        await studio.stop()
    }
}
