/// The file of `--scenario`.
struct Scenario: Decodable {
    /// The tasks there are from the start.
    var tasks: [ScenarioTask]
    /// What becomes of a submitted task.
    var submitted: ScenarioTask?
}
