import Digests
import WireFormats

/// A request in the one form that both sides of Alibaba OSS Signature Version 4 hash (Alibaba Cloud OSS, "Include a V4
/// signature in the header" and "Include a V4 signature in a URL").
struct OSSCanonicalRequest: Sendable {
    /// The whole form, lines joined by line feeds.
    let text: String

    /// - Parameters:
    ///   - method: in capitals.
    ///   - resource: `/bucket/key`, `/bucket/` or `/`, percent-encoded once.
    ///   - query: names and values, not encoded.
    ///   - headers: all fields that are sent, also those that are not signed.
    ///   - additional: the fields signed beyond those that always are.
    init(
        method: String, resource: String, query: [(String, String)], headers: [(String, String)],
        additional: AdditionalHeaders
    ) {
        text = [
            method,
            resource,
            PercentEncoding.query(query, bareNames: true),
            CanonicalHeaders(ossHeaders: headers, additional: additional.names).text,
            additional.text ?? "",
            PayloadHash.unsigned.literal,
        ].joined(separator: "\n")
    }

    /// The lower-case hexadecimal SHA-256 of the text.
    var hash: String { hex(SHA256.hash(text)) }
}
