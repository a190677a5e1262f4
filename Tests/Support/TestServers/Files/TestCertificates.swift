/// A certificate authority of the tests' own and a server certificate of 127.0.0.1 and localhost, made by openssl.
public struct TestCertificates: Sendable {
    /// The authority's certificate (PEM), for clients to trust.
    public let authorityPath: String
    /// The server's certificate (PEM).
    public let certificatePath: String
    /// The server's private key (PEM).
    public let keyPath: String

    /// Makes them, valid for two days.
    /// - Parameters:
    ///   - directory: where their files go; they live as long as it does.
    ///   - names: further names of the server, with `*` for any first label.
    public static func make(in directory: ScratchDirectory, names: [String] = []) async throws -> TestCertificates {
        let alternatives = (["localhost"] + names).map { "DNS:\($0)" } + ["IP:127.0.0.1"]
        let authority = directory.file("ca.pem")
        let authorityKey = directory.file("ca.key")
        let certificates = TestCertificates(
            authorityPath: authority, certificatePath: directory.file("server.pem"),
            keyPath: directory.file("server.key"))
        try await request(
            subject: "keepreel test authority", key: authorityKey, certificate: authority,
            ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"])
        try await request(
            subject: "localhost", key: certificates.keyPath, certificate: certificates.certificatePath,
            ["basicConstraints=critical,CA:FALSE", "subjectAltName=\(alternatives.joined(separator: ","))"],
            signedBy: ["-CA", authority, "-CAkey", authorityKey])
        return certificates
    }

    private static func request(
        subject: String, key: String, certificate: String, _ extensions: [String], signedBy signer: [String] = []
    ) async throws {
        let fixed = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        ]
        let names = ["-subj", "/CN=\(subject)", "-keyout", key, "-out", certificate]
        let result = try await runProcess(
            "openssl", fixed + names + extensions.flatMap { ["-addext", $0] } + signer)
        guard result.status == 0 else {
            throw ServerError.failed(program: "openssl", status: result.status, output: result.errors)
        }
    }
}
