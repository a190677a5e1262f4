import ArgumentParser
import Failures
import Settings

/// A duration as options take it: `30s`, `10m`, `2h`, `1d`, `1h30m`.
struct TimeSpan {
    let duration: Duration
    /// As it was given.
    let text: String

    /// - Throws: a usage error in the words of what is wrong with it.
    init(text: String) throws {
        self.text = text
        if text.hasPrefix("--") { throw ValidationError("a time is missing, e.g. 10m") }
        if text.hasPrefix("-") { throw ValidationError("no negative time is taken") }
        do throws(Failure) {
            duration = try Duration(text)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// Whole seconds.
    var seconds: Double { Double(duration.components.seconds) }
}
