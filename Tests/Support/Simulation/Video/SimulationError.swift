/// What keeps the simulator from doing what a test asks of it.
public enum SimulationError: Error, Sendable, Equatable {
    /// The file cannot be opened.
    case unreadable(path: String, errno: CInt)
    /// A file became shorter while it was served.
    case shortFile
    /// No task of that id, or it has no such result.
    case noSuchTask(String)
    /// A generated video cannot be that small.
    case videoTooSmall(minimum: Int64)
    /// What was waited for did not happen in time.
    case waitedInVain
    /// The server did not tell its port.
    case noPort
}
