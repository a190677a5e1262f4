import HTTPTransport
import RequestSigning

/// What one request is signed with; a refusal is judged against it, because others may have learnt meanwhile.
struct SigningContext: Sendable {
    var location: BucketLocation
    var credentials: SigningCredentials
    /// Seconds the storage's clock is taken to be ahead of ours.
    var clockOffset: Int64
    var time: SigningTime
    /// Whether the request asks the server to replace nothing.
    var isConditional = false

    /// A request that is ready to go.
    struct SignedRequest {
        var request: HTTPRequest
        /// The signature, to which those of chunks are chained.
        var seed: String
    }

    /// Signs by header.
    func sign(_ call: StorageCall, payload: PayloadHash) -> SignedRequest {
        // OSS's own hosts speak OSS's own language unless they are asked for the other.
        let compatibility = location.profile.compatibilityField.map { [($0.name, $0.value)] } ?? []
        let head = head(call, fields: call.fields + compatibility)
        let signature =
            switch location.dialect {
            case .s3: s3Signer.sign(head, payload: payload, at: time)
            case .oss: ossSigner.sign(head, resource: location.resource(of: call.key), at: time)
            }
        var headers = HTTPHeaders(head.headers)
        for (name, value) in signature.fields { headers[name] = value }
        var request = HTTPRequest(call.method, url(head), headers: headers, body: call.body)
        request.isSentOnce = call.isSentOnce
        return SignedRequest(request: request, seed: signature.seed)
    }

    /// Signs by query, for a URL that anybody may use.
    func presign(_ call: StorageCall, seconds: Int) throws(PresigningError) -> String {
        let head = head(call, fields: call.fields)
        let query =
            switch location.dialect {
            case .s3: try s3Signer.presign(head, expires: seconds, at: time)
            case .oss:
                try ossSigner.presign(head, resource: location.resource(of: call.key), expires: seconds, at: time)
            }
        return "\(location.origin)\(head.encodedPath)?\(query)"
    }

    /// Signs the chunks that follow a request of the S3 dialect.
    func chunkSigner(seed: String) -> ChunkSigner { s3Signer.chunkSigner(seed: seed, at: time) }

    private var s3Signer: SigV4Signer { SigV4Signer(credentials: credentials, region: location.region) }

    private var ossSigner: OSSV4Signer { OSSV4Signer(credentials: credentials, region: location.region) }

    private func head(_ call: StorageCall, fields: [(String, String)]) -> RequestHead {
        RequestHead(
            method: call.method, host: location.host, encodedPath: location.path(of: call.key), query: call.query,
            headers: fields)
    }

    private func url(_ head: RequestHead) -> String {
        let address = location.origin + head.encodedPath
        return head.query.isEmpty ? address : "\(address)?\(head.encodedQuery)"
    }
}
