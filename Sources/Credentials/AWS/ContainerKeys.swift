import Failures
import HTTPTransport
import Redaction

/// Keys of a container's role on ECS, EKS and their like (AWS SDKs and Tools Reference, "Container credential
/// provider").
struct ContainerKeys: CredentialProvider {
    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
    private static let tokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
    private static let patience = Duration.seconds(5)

    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        guard let address = try address(sources) else { return .nothing("\(Self.full) is not set") }
        var fields = [("Accept", "application/json")]
        if let token = try authorization(sources) { fields.append(("Authorization", token)) }
        let service = KeyService(
            http: sources.http, name: "the container credential service \(address.origin)", time: Self.patience)
        let request = HTTPRequest("GET", address.url, headers: HTTPHeaders(fields))
        return .key(try await service.keys(request, origin: "container credential service"))
    }

    private func address(_ sources: CredentialSources) throws(Failure) -> ServiceAddress? {
        if let path = sources.variable(Self.relative) {
            guard path.hasPrefix("/") else {
                throw .credentials(
                    "storage.bad-credentials-url", "\(Self.relative) does not begin with /", remedy: "correct it")
            }
            return try ServiceAddress(sources.endpoints.container + path, namedBy: Self.relative)
        }
        guard let url = sources.variable(Self.full) else { return nil }
        let address = try ServiceAddress(url, namedBy: Self.full)
        guard address.parts.scheme == "https" || Self.isNear(address.parts.host) else {
            throw .credentials(
                "storage.bad-credentials-url",
                "\(Self.full) sends keys unencrypted from the host \(address.parts.host)",
                remedy: "use https, or an address of this machine or its container service")
        }
        return address
    }

    /// Hosts that may be asked without TLS: this machine, and the services of ECS and EKS.
    private static func isNear(_ host: String) -> Bool {
        if ["localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.allSatisfy { $0 != nil } && numbers[0] == 127
    }

    private func authorization(_ sources: CredentialSources) throws(Failure) -> String? {
        if let path = sources.variable(Self.tokenFile) {
            return try sources.token(inFile: path, namedBy: Self.tokenFile)
        }
        guard let token = sources.variable(Self.token) else { return nil }
        try sources.check(token, of: Self.token)
        return token
    }
}
