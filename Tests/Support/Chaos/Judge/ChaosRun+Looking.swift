import Foundation
import Simulation
import TestServers

extension ChaosRun {
    /// Looks at everything from outside: at the bucket by its server, at the manifest by commands that only read.
    func observe() async throws -> ChaosObservation {
        let control = world.server.control
        var observation = ChaosObservation()
        for object in try await control.objects(in: ChaosSettings.bucket) {
            let video = plan.videos.first { object.key.contains($0.id) }
            let content = try await control.content(of: object.key, in: ChaosSettings.bucket)
            observation.objects.append(
                ChaosObservation.Object(
                    key: object.key, size: object.size, crc64: object.crc64,
                    isIdentical: try content == video?.body.allBytes(), metadata: object.metadata))
        }
        observation.openUploads = try await control.uploads(in: ChaosSettings.bucket).map(\.key)
        observation.entries = try await world.entries()
        observation.states = try await world.states()
        observation.bodies = try await control.report().requests.compactMap(SentBody.init)
        observation.notes = notes
        observation.kills = kills
        return observation
    }
}
