import FlyingFox
import FlyingSocks
public import FoundationEssentials
import Redaction

/// A Model Studio service and its result bucket on the loopback interface, strict about everything that is documented.
///
/// ```swift
/// let simulator = try await ModelStudioSimulator.start()
/// let task = try simulator.addFinished(video: .generated(bytes: 5_000_000))
/// simulator.inject(.cut(after: 1_000_000), into: task.id)
/// …
/// await simulator.stop()
/// ```
public final class ModelStudioSimulator: Sendable {
    /// Every request it got.
    public var log: RequestLog { core.log }
    /// Its port on 127.0.0.1.
    public let port: UInt16
    let core: SimulatorCore
    private let server: HTTPServer
    private let running: Task<Void, any Error>

    /// Starts a simulator on a free port.
    public static func start(_ options: SimulatorOptions = SimulatorOptions()) async throws -> ModelStudioSimulator {
        let core = SimulatorCore(options: options)
        // No answer is late here: stalls last as long as a test wants. Of large bodies only a piece is held at once.
        let server = HTTPServer(
            config: .init(
                address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 24 * 3600,
                sharedRequestBufferSize: 64 << 10, sharedRequestReplaySize: 0,
                pool: PromptSocketPool(base: HTTPServer.defaultPool()), logger: .disabled),
            handler: SimulatorHandler(core: core))
        let running = Task { try await server.run() }
        try await server.waitUntilListening()
        guard case .ip4(_, let port)? = await server.listeningAddress else { throw SimulationError.noPort }
        core.setAuthority("127.0.0.1:\(port)")
        return ModelStudioSimulator(core: core, server: server, running: running, port: port)
    }

    private init(core: SimulatorCore, server: HTTPServer, running: Task<Void, any Error>, port: UInt16) {
        self.core = core
        self.server = server
        self.running = running
        self.port = port
    }

    deinit { running.cancel() }

    /// Closes the port and every connection.
    public func stop() async {
        await server.stop()
        running.cancel()
        _ = await running.result
    }

    /// Returns once it is stopped.
    public func waitUntilStopped() async throws { try await running.value }

    /// `http://127.0.0.1:PORT`
    public var baseURL: String { "http://127.0.0.1:\(port)" }

    /// The base of the API, `http://127.0.0.1:PORT/api/v1`.
    public var apiURL: String { baseURL + StudioAPI.prefix }

    /// What the API accepts as key.
    public var apiKey: String { core.options.apiKey.reveal() }

    /// The simulated time.
    public var now: Date { core.now }

    /// Sets the simulated clock ahead, for everything: expiry, retention, `Date`.
    public func advanceClock(by seconds: TimeInterval) { core.withState { $0.clockOffset += seconds } }
}
