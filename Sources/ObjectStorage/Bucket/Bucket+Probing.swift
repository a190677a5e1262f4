public import Failures
public import HTTPTransport
import RequestSigning

/// What an endpoint makes of requests of which its profile only claims something. Every status is an answer.
extension Bucket {
    private static let anyStatus = Set(300..<600)

    /// Asks to store an object under its key only if there is none, by the provider's own field or else the common one.
    public func answer(toCreating object: ObjectUpload, _ bytes: [UInt8]) async throws(Failure) -> HTTPResponse {
        let location = location
        let condition = location.profile.conditionalWrite.map { ($0.field, $0.value) } ?? ("If-None-Match", "*")
        return try await exchange(
            StorageCall(
                action: .put, method: "PUT", key: object.key, fields: object.putFields(location.dialect) + [condition],
                body: bytes, accepted: Self.anyStatus))
    }

    /// Asks to store an object whose bytes come in signed chunks (S3 only).
    public func answer(toSignedChunksOf object: ObjectUpload, _ bytes: [UInt8]) async throws(Failure) -> HTTPResponse {
        try await admit()
        let context = try await context(for: object.key)
        let form = PayloadForm.signedChunks
        let call = StorageCall(
            action: .put, method: "PUT", key: object.key,
            fields: object.putFields(context.location.dialect)
                + form.fields(length: Int64(bytes.count), at: context.location))
        let signed = context.sign(call, payload: ChunkedFraming.signed.payload)
        var body = ChunkedBody(signer: context.chunkSigner(seed: signed.seed))
        let prefix = bytes.withUnsafeBytes { body.prefix(of: [$0]) }
        var request = signed.request
        request.body = .bytes(prefix + bytes + body.suffix + body.end())
        do throws(TransportError) {
            return try await http.exchange(request, limits: ExchangeLimits())
        } catch {
            throw failure(of: error)
        }
    }
}
