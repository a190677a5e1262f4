/// A storage server of the tests' own: what goes wrong, and its settings, are at their command.
public protocol ControlledServer: StorageServer {
    /// Faults, requests and settings.
    var control: ServerControl { get }
}
