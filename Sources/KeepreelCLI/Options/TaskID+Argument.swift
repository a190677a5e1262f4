import ArgumentParser
import Failures
import ModelStudio

extension TaskID {
    /// Checks a task id of the command line.
    ///
    /// - Throws: a usage error in the words of what is wrong with it.
    static func checkArgument(_ text: String) throws {
        do throws(Failure) {
            try validate(text)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
