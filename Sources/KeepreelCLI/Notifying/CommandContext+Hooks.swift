import Manifest
import Notifying
import Settings

extension CommandContext {
    /// The hooks of the settings.
    var hooks: [Notice.Kind: Hook] {
        let notify = settings.notify
        let commands: [(Notice.Kind, String, String?)] = [
            (.archived, "notify.onArchived", notify.onArchived), (.lost, "notify.onLost", notify.onLost),
            (.atRisk, "notify.onAtRisk", notify.onAtRisk),
        ]
        return commands.reduce(into: [:]) { hooks, entry in
            hooks[entry.0] = entry.2.map {
                Hook(key: entry.1, command: $0, environment: sources.environment)
            }
        }
    }
}
