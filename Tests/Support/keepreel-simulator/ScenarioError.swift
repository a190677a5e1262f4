/// What is wrong with a scenario.
struct ScenarioError: Error, CustomStringConvertible {
    var message: String

    var description: String { message }
}
