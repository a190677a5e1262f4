import Digests
import WireFormats

/// A request in the one form that both sides of Signature Version 4 hash (Amazon S3 API Reference, "Signature
/// Calculations for the Authorization Header: Transferring Payload in a Single Chunk").
///
/// For S3 the path is taken as sent: encoded once, neither `.`, `..` nor `//` resolved.
public struct CanonicalRequest: Sendable, Hashable {
    /// The whole form, lines joined by line feeds.
    public let text: String
    /// The signed header names: lower case, sorted, joined by `;`.
    public let signedHeaders: String

    /// Takes the parts of a request that is fully known.
    /// - Parameters:
    ///   - method: in capitals.
    ///   - encodedPath: percent-encoded, exactly as sent; the empty path counts as `/`.
    ///   - query: names and values, not encoded. `X-Amz-Signature` is left out, as it cannot sign itself.
    ///   - headers: all fields that are sent, `host` among them. Repeated names are joined by commas in the order
    ///     given; names that change on the way (`user-agent`, `expect`...) are left out.
    ///   - payload: what is said about the body.
    public init(
        method: String, encodedPath: String, query: [(String, String)], headers: [(String, String)],
        payload: PayloadHash
    ) {
        let canonicalHeaders = CanonicalHeaders(headers)
        signedHeaders = canonicalHeaders.signedNames
        text = [
            method,
            encodedPath.isEmpty ? "/" : encodedPath,
            PercentEncoding.query(query.filter { $0.0 != "X-Amz-Signature" }),
            canonicalHeaders.text,
            canonicalHeaders.signedNames,
            payload.literal,
        ].joined(separator: "\n")
    }

    /// The lower-case hexadecimal SHA-256 of the text.
    public var hash: String { hex(SHA256.hash(text)) }
}
