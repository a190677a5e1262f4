import FoundationEssentials
import Simulation

/// A scenario together with the files it may use.
struct Scene {
    /// Where the scenario's files are; `nil`: where this process is.
    var directory: String?
    /// The names of the MP4 files there.
    var files: [String]
    var scenario: Scenario

    /// Reads a directory of videos and a scenario; without the latter every video is a finished task.
    init(directory: String?, scenario: Scenario?) throws {
        self.directory = directory
        let names = try directory.map { try FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
        files = names.filter { $0.lowercased().hasSuffix(".mp4") }.sorted()
        self.scenario = scenario ?? Scenario(tasks: files.map { ScenarioTask(file: $0) })
    }

    /// Sets all up on a simulator.
    func play(on simulator: ModelStudioSimulator) throws {
        for entry in scenario.tasks ?? [] {
            for id in entry.ids {
                let task = try entry.task(id: id, directory: directory, now: simulator.now)
                try simulator.add(task)
                for entry in entry.faults ?? [] {
                    try simulator.inject(
                        try entry.fault, into: id, times: entry.times, skipping: entry.skipping ?? 0)
                }
            }
        }
        try prepareSubmits(on: simulator)
        try scenario.disturbance?.play(on: simulator)
    }

    /// A submitted task becomes what the scenario says, else a success with the first file.
    private func prepareSubmits(on simulator: ModelStudioSimulator) throws {
        let entry =
            scenario.submitted ?? ScenarioTask(file: files.first, pendingQueries: 1, afterQueries: 2)
        let directory = directory
        // Tried once, so that a mistake shows at the start.
        _ = try entry.task(id: "", directory: directory, now: simulator.now)
        simulator.whenSubmitted { [weak simulator] submitted in
            guard let now = simulator?.now,
                var task = try? entry.task(id: submitted.id, directory: directory, now: now)
            else { return submitted }
            task.model = submitted.model
            return task
        }
    }
}
