import Foundation
import Simulation
import TestServers

extension ChaosWorld {
    /// How often a result was asked for so far.
    var sourceRequests: Int {
        studio.log.records.count { record in
            guard case .object = record.subject else { return false }
            return true
        }
    }

    /// The manifest's lines, by `keepreel export`.
    func entries() async throws -> [ExportedVideo] {
        let result = try await keepreel("export", "--format", "jsonl")
        guard result.status == 0 else {
            throw ServerError.failed(program: "keepreel export", status: result.status, output: result.errors)
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try result.output.split(separator: "\n").map { line in
            try decoder.decode(ExportedVideo.self, from: Data(line.utf8))
        }
    }

    /// The state of each task, by `keepreel status`.
    func states() async throws -> [String: String] {
        struct Row: Decodable {
            var taskId: String
            var state: String
        }
        let result = try await keepreel("status", "--format", "json")
        guard result.status == 0 else {
            throw ServerError.failed(program: "keepreel status", status: result.status, output: result.errors)
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let rows = try decoder.decode([Row].self, from: Data(result.output.utf8))
        return Dictionary(rows.map { ($0.taskId, $0.state) }) { $1 }
    }
}
