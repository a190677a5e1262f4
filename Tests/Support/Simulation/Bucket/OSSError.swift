import Digests
import FoundationEssentials

/// An error of OSS, as the XML document of its body and the fields that go with it.
struct OSSError: Error, Sendable {
    var status: Int
    var code: String
    var message: String
    /// The stable number of the very cause; it stands in `<EC>` and in the field `x-oss-ec`.
    var ec: String
    var details: [(name: String, value: String)] = []

    static let accessDenied = OSSError(
        status: 403, code: "AccessDenied", message: "You have no right to access this object because of bucket acl.",
        ec: "0003-00000001")

    static let missingParameters = OSSError(
        status: 403, code: "AccessDenied",
        message: "Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters",
        ec: "0002-00000002")

    static let twoSignatures = OSSError(
        status: 403, code: "AccessDenied",
        message: "The header and the query cannot include a signature at the same time.", ec: "0002-00000039")

    static let preconditionFailed = OSSError(
        status: 412, code: "PreconditionFailed",
        message: "At least one of the pre-conditions you specified did not hold.", ec: "0020-00000001")

    static func noSuchKey(_ key: String) -> OSSError {
        OSSError(
            status: 404, code: "NoSuchKey", message: "The specified key does not exist.", ec: "0026-00000001",
            details: [("Key", key)])
    }

    static func noSuchBucket(_ bucket: String) -> OSSError {
        OSSError(
            status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist.", ec: "0015-00000101",
            details: [("BucketName", bucket)])
    }

    static func unknownAccessKey(_ id: String) -> OSSError {
        OSSError(
            status: 403, code: "InvalidAccessKeyId",
            message: "The OSS Access Key Id you provided does not exist in our records.", ec: "0002-00000902",
            details: [("OSSAccessKeyId", id)])
    }

    static func expired(at expires: Date, now: Date) -> OSSError {
        OSSError(
            status: 403, code: "AccessDenied", message: "Request has expired.", ec: "0002-00000069",
            details: [("Expires", StudioTime.iso8601(expires)), ("ServerTime", StudioTime.iso8601(now))])
    }

    static func signatureDoesNotMatch(provided: String, keyID: String, stringToSign: String) -> OSSError {
        OSSError(
            status: 403, code: "SignatureDoesNotMatch",
            message: "The request signature we calculated does not match the signature you provided. "
                + "Check your key and signing method.",
            ec: "0002-00000040",
            details: [
                ("OSSAccessKeyId", keyID), ("SignatureProvided", provided), ("StringToSign", stringToSign),
                ("StringToSignBytes", Array(stringToSign.utf8).map { hex([$0]).uppercased() }.joined(separator: " ")),
            ])
    }

    /// A made-up trouble of the service, by status.
    static func simulated(status: Int) -> OSSError {
        let code =
            switch status {
            case 429, 503: "ServiceBusy"
            case 500...: "InternalError"
            case 404: "NoSuchKey"
            default: "AccessDenied"
            }
        return OSSError(status: status, code: code, message: "Simulated failure.", ec: "0000-00000000")
    }

    /// The answer. For HEAD it has no body; the document comes as base64 in a field.
    func reply(to request: IncomingRequest, requestID: String) -> Reply {
        let document = document(host: request.host, requestID: requestID)
        let headers = [("x-oss-ec", ec)]
        guard request.method == "HEAD" else {
            return .bytes(status, contentType: "application/xml", Data(document.utf8), headers: headers)
        }
        let inHeader = [("x-oss-err", base64(Array(document.utf8)))]
        return Reply(status: status, headers: headers + inHeader, body: .empty)
    }

    private func document(host: String, requestID: String) -> String {
        let fields = [("Code", code), ("Message", message), ("RequestId", requestID), ("HostId", host)]
        let advice = [("EC", ec), ("RecommendDoc", "https://api.aliyun.com/troubleshoot?q=\(ec)")]
        let lines = (fields + details + advice).map { "  <\($0.0)>\(Self.escaped($0.1))</\($0.0)>\n" }.joined()
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n\(lines)</Error>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
