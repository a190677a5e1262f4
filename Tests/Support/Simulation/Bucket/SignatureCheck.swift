import Digests
import FoundationEssentials
import Redaction
import RequestSigning

/// Checks the V1 signature of a URL as OSS does (Alibaba Cloud OSS, "Add a V1 signature to a URL").
///
/// The string to sign is put together here, not by `OSSV1`, which signs the URLs: each judges the other.
struct SignatureCheck: Sendable {
    var credentials: SigningCredentials
    var bucket: String
    var key: String
    var now: Date

    /// What is wrong with the request; `nil` if it may pass.
    func objection(to request: IncomingRequest) -> OSSError? {
        guard let provided = request.query("Signature"), let keyID = request.query("OSSAccessKeyId"),
            let expires = request.query("Expires")
        else {
            let isSigned = ["Signature", "OSSAccessKeyId", "Expires"].contains { request.query($0) != nil }
            return isSigned ? .missingParameters : .accessDenied
        }
        if request.headers["authorization"] != nil { return .twoSignatures }
        guard keyID == credentials.accessKeyID else { return .unknownAccessKey(keyID) }
        guard let deadline = Int64(expires) else { return .missingParameters }
        let moment = Date(timeIntervalSince1970: Double(deadline))
        if now > moment { return .expired(at: moment, now: now) }
        let text = stringToSign(request, expires: expires)
        let secret = Array(credentials.secretAccessKey.reveal().utf8)
        guard base64(HMAC.sha1(key: secret, Array(text.utf8))) == provided else {
            return .signatureDoesNotMatch(provided: provided, keyID: keyID, stringToSign: text)
        }
        return nil
    }

    private func stringToSign(_ request: IncomingRequest, expires: String) -> String {
        let ossHeaders = request.headers.filter { $0.key.hasPrefix("x-oss-") }
            .sorted { $0.key < $1.key }
            .map { "\($0.key):\($0.value)" }
        let fixed = [
            request.method, request.headers["content-md5"] ?? "", request.headers["content-type"] ?? "", expires,
        ]
        let resource = OSSV1.resource(bucket: bucket, key: key, query: request.query.map { ($0.name, $0.value) })
        return (fixed + ossHeaders + [resource]).joined(separator: "\n")
    }
}
