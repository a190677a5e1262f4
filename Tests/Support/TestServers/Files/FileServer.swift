/// Serves the files of a directory by HTTP, as Python does.
public final class FileServer: Sendable {
    /// `http://127.0.0.1:PORT`
    public let origin: String
    /// Where the files are.
    public let directory: ScratchDirectory
    private let guardian: Guardian

    /// Starts a server and waits until it serves.
    public static func start() async throws -> FileServer {
        try await Guardian.retryingPorts {
            let directory = try ScratchDirectory("files")
            let port = try FreePort.take()
            let guardian = try Guardian(
                ["python3", "-m", "http.server", "--bind", "127.0.0.1", String(port)], scratch: directory)
            let server = FileServer(origin: "http://127.0.0.1:\(port)", directory: directory, guardian: guardian)
            try await guardian.repeatUntilReady { try await Curl.get(server.origin + "/").status == 200 }
            return server
        }
    }

    private init(origin: String, directory: ScratchDirectory, guardian: Guardian) {
        self.origin = origin
        self.directory = directory
        self.guardian = guardian
    }

    /// Ends it, and removes its files.
    public func stop() async throws { try await guardian.stop() }
}
