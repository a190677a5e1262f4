import Foundation
import Manifest
import ModelStudio
import TestServers
import Testing

@testable import Archiving

/// What a discovery made of a list.
struct ListDiscovery {
    /// Midnight in UTC+8 at year's end, and 7 seconds.
    static let now = Date(timeIntervalSince1970: 1_767_196_807)
    /// Rows this much older than now, in seconds, stand in the first of the two windows of a day.
    static let firstWindow = 58_000.0

    var findings: Discovery.Findings
    /// All tasks of the manifest.
    var ids: Set<String>

    /// Reads the list of a service into a new manifest.
    init(_ service: ListService, models: Set<String> = [], window: Duration = .seconds(86_400)) async throws {
        let scratch = try ScratchDirectory("discovery")
        let manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
        let discovery = Discovery(
            manifest: manifest, studio: service.client, scope: Discovery.Scope(models: models, window: window),
            region: "singapore", now: { Self.now })
        findings = await discovery.discover()
        ids = []
        try manifest.forEachEntry { task, _ in ids.insert(task.taskID) }
        #expect(findings.added == ids.count)
    }

    /// Tasks at regular times, the youngest first.
    ///
    /// - Parameters:
    ///   - after: the age of the first one, in seconds, less the interval.
    ///   - interval: seconds between two of them.
    static func rows(
        _ count: Int, after: TimeInterval = 0, interval: TimeInterval = 60, prefix: String = "task"
    ) -> [ListService.Row] {
        (0..<count).map {
            ListService.Row(id: "\(prefix)-\($0)", created: now - after - Double($0 + 1) * interval)
        }
    }

    /// The rows in an order of no meaning, always the same.
    static func mixed(_ rows: [ListService.Row]) -> [ListService.Row] {
        // 7919 is a prime above any count here: each index is met once.
        rows.indices.map { rows[$0 * 7919 % rows.count] }
    }
}
