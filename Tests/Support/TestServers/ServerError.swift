/// What keeps a server or a tool from doing its part in a test.
public enum ServerError: Error, Sendable, Equatable {
    /// The program could not be started.
    case notStarted(program: String, errno: CInt)
    /// The program did not end in time and was killed.
    case notEnded(program: String, output: String)
    /// The program ended with this status.
    case failed(program: String, status: CInt, output: String)
    /// The server did not get ready in time, or ended.
    case notReady(log: String)
    /// The program told secrets it was given: their names.
    case toldSecrets(program: String, secrets: [String])
    /// No port could be had.
    case noFreePort(errno: CInt)
}
