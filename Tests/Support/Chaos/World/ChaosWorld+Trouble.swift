import Simulation
import TestServers

extension ChaosWorld {
    /// Lets things go wrong on all sides.
    func beginTrouble() async throws {
        studio.disturb(seed: plan.seed, rates: plan.studioRates, endpoints: [.query, .list])
        lanes.disturb(plan)
        for fault in plan.storageFaults { try await server.control.add(fault) }
    }

    /// Lets videos come to be, with what goes wrong with each.
    func create(_ videos: ArraySlice<PlannedVideo>) async throws {
        for video in videos {
            let isExpired = video.fate == .expired
            try studio.addFinished(id: video.id, video: video.sourceBody, expiresIn: isExpired ? -2 * 3600 : nil)
            switch video.fate {
            case .flipped: try studio.inject(.flippedByte(at: video.size / 2), into: video.id, times: nil)
            case .notVideo: try studio.inject(.notVideo, into: video.id, times: nil)
            case .savable, .expired, .truncated: break
            }
            for trouble in video.sourceTroubles {
                try studio.inject(trouble.fault, into: video.id, skipping: trouble.skipping)
            }
            for fault in video.storageFaults { try await server.control.add(fault) }
        }
    }

    /// Lets everything work from now on, and counts what went wrong so far.
    func endTrouble() async throws -> FaultCounts {
        let planned = plan.storageFaults.count + plan.videos.reduce(0) { $0 + $1.storageFaults.count }
        let counts = FaultCounts(
            studio: studio.faultsGiven.api, source: studio.faultsGiven.objects,
            storage: planned - (try await server.control.pendingFaults()), connections: lanes.faults)
        lanes.calm()
        studio.endDisturbances()
        try await server.control.clearFaults()
        return counts
    }
}
