import FoundationEssentials

/// A bucket server of the tests' own (Python/bucketserver), strict about what clients send, with faults on demand.
final class BucketServer: Sendable {
    /// The port it serves clients at.
    let port: UInt16
    /// Faults, requests and settings.
    let control: ServerControl
    /// Its process.
    let guardian: Guardian

    /// What the server reads at its start.
    private struct Configuration: Encodable {
        var dialect: StorageDialect
        var data: String
        var certificate: String?
        var key: String?
        var settings: ServerSettings

        private enum Keys: CodingKey { case dialect, data, certificate, key }

        func encode(to encoder: any Encoder) throws {
            try settings.encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(dialect.rawValue, forKey: .dialect)
            try container.encode(data, forKey: .data)
            try container.encodeIfPresent(certificate, forKey: .certificate)
            try container.encodeIfPresent(key, forKey: .key)
        }
    }

    /// Starts a server and waits until it listens, on ports of its own choice.
    /// - Parameters:
    ///   - dialect: the protocol it speaks.
    ///   - settings: what it is told at its start; the region has to be there.
    ///   - certificates: what it serves TLS with; `nil`: plain HTTP.
    ///   - scratch: where it keeps its data.
    static func start(
        _ dialect: StorageDialect, _ settings: ServerSettings, certificates: TestCertificates?,
        scratch: ScratchDirectory
    ) async throws -> BucketServer {
        let configuration = Configuration(
            dialect: dialect, data: scratch.file("data"), certificate: certificates?.certificatePath,
            key: certificates?.keyPath, settings: settings)
        let file = try scratch.write([UInt8](JSONEncoder().encode(configuration)), to: "settings.json")
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "TMPDIR": scratch.path, "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": "\(repositoryRoot)/Tests/Support/TestServers/Python",
        ]
        let guardian = try Guardian(
            ["\(repositoryRoot)/.venv/bin/python3", "-m", "bucketserver", file], scratch: scratch,
            environment: environment)
        try await guardian.repeatUntilReady { guardian.output.hasSuffix("\n") }
        let ports = guardian.output.split(whereSeparator: \.isWhitespace).compactMap { UInt16($0) }
        guard ports.count == 2 else { throw ServerError.notReady(log: guardian.output + guardian.log) }
        return BucketServer(port: ports[0], controlPort: ports[1], guardian: guardian)
    }

    private init(port: UInt16, controlPort: UInt16, guardian: Guardian) {
        self.port = port
        self.guardian = guardian
        control = ServerControl(url: "http://127.0.0.1:\(controlPort)")
    }
}
