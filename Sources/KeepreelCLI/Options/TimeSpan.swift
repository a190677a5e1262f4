import ArgumentParser
import Failures
import Settings

/// A duration as options take it: `30s`, `10m`, `2h`, `1d`, `1h30m`.
struct TimeSpan: ExpressibleByArgument {
    let duration: Duration
    /// As it was given.
    let text: String

    init?(argument: String) {
        text = argument
        do throws(Failure) {
            duration = try Duration(argument)
        } catch {
            return nil
        }
    }

    var defaultValueDescription: String { text }

    /// Whole seconds.
    var seconds: Double { Double(duration.components.seconds) }
}
