/// The ports one SeaweedFS takes: each of its parts two, and one for metrics.
struct SeaweedPorts: Sendable {
    private static let names = [
        "-master.port", "-master.port.grpc", "-volume.port", "-volume.port.grpc", "-filer.port", "-filer.port.grpc",
        "-s3.port", "-s3.port.grpc", "-admin.port", "-admin.port.grpc", "-metricsPort", "-s3.port.https",
    ]
    private let ports: [String: UInt16]

    /// Takes free ones.
    init() throws {
        ports = Dictionary(uniqueKeysWithValues: zip(Self.names, try FreePort.take(count: Self.names.count)))
    }

    subscript(_ name: String) -> UInt16 { ports[name] ?? 0 }

    /// The options that set them.
    /// - Parameter tls: whether the port for TLS is set, too.
    func arguments(tls: Bool) -> [String] {
        Self.names.filter { tls || $0 != "-s3.port.https" }.map { "\($0)=\(self[$0])" }
    }

    /// All of them, for names of files the server leaves behind.
    var all: [UInt16] { Array(ports.values) }
}
