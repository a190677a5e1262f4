import ArgumentParser
import Failures
import Manifest
import Settings

extension CompletionKind {
    /// The ids of the newest tasks of the manifest. Where it or the settings cannot be read there are none: a shell that
    /// completes shows no errors.
    static var taskIDs: CompletionKind {
        .custom { words, _, prefix in
            let name = "--config"
            let joined = words.last { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
            let file = joined ?? words.indices.dropLast().last { words[$0] == name }.map { words[$0 + 1] }
            let settings = Settings.check(from: SettingsSources.process(), configFile: file).settings
            do throws(Failure) {
                let manifest = try Manifest.openForReading(path: settings.manifest.path)
                return try manifest.newestTaskIDs(limit: offered).filter { $0.hasPrefix(prefix) }
            } catch {
                return []
            }
        }
    }

    /// What a person still looks through.
    private static let offered = 50
}
