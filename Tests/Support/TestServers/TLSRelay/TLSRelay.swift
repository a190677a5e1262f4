/// TLS on a free port of 127.0.0.1 in front of a server that has none. It ends with this value.
public final class TLSRelay: Sendable {
    /// Its port.
    public let port: UInt16
    private let guardian: Guardian

    /// Starts a relay and waits until it listens.
    /// - Parameters:
    ///   - target: the server's port.
    ///   - certificates: what it serves with.
    public static func start(to target: UInt16, _ certificates: TestCertificates) async throws -> TLSRelay {
        let scratch = try ScratchDirectory("tls")
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": "\(repositoryRoot)/Tests/Support/TestServers/Python",
        ]
        let guardian = try Guardian(
            [
                "\(repositoryRoot)/.venv/bin/python3", "-m", "tlsrelay", certificates.certificatePath,
                certificates.keyPath, String(target),
            ], scratch: scratch, environment: environment)
        try await guardian.repeatUntilReady { guardian.output.hasSuffix("\n") }
        guard let port = guardian.output.split(whereSeparator: \.isWhitespace).last.flatMap({ UInt16($0) }) else {
            throw ServerError.notReady(log: guardian.output + guardian.log)
        }
        return TLSRelay(port: port, guardian: guardian)
    }

    private init(port: UInt16, guardian: Guardian) {
        self.port = port
        self.guardian = guardian
    }
}
