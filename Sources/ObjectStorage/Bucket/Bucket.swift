public import Failures
public import HTTPTransport
public import RequestSigning
import Synchronization

/// One bucket spoken to in the S3 dialect: turns what is to be stored into signed requests and replies into meaning.
public final class S3Bucket: Sendable {
    /// Where the bucket is.
    public let location: BucketLocation
    private let signer: SigV4Signer
    private let payloadSigning: PayloadSigning
    private let now: @Sendable () -> Int64
    /// Seconds the storage's clock is ahead of ours, learnt from a refusal.
    private let clockOffset = Mutex<Int64>(0)

    /// Whether the body of an upload is covered by signatures.
    public enum PayloadSigning: Sendable, Equatable {
        /// `UNSIGNED-PAYLOAD`: accepted by every provider over https.
        case unsigned
        /// Signed chunks (`STREAMING-AWS4-HMAC-SHA256-PAYLOAD`).
        case signed
    }

    /// - Parameter now: the clock, in Unix seconds.
    public init(
        location: BucketLocation, credentials: SigningCredentials, payloadSigning: PayloadSigning = .unsigned,
        now: @escaping @Sendable () -> Int64
    ) {
        self.location = location
        signer = SigV4Signer(credentials: credentials, region: location.region)
        self.payloadSigning = payloadSigning
        self.now = now
    }

    private var signingTime: SigningTime { SigningTime(unixSeconds: now() + clockOffset.withLock { $0 }) }

    /// Chunk length of signed bodies; AWS advises 64 KiB and refuses less than 8 KiB.
    static let chunkLength = 64 << 10

    /// A single PUT of `length` bytes, signed at this moment.
    public func upload(_ object: ObjectUpload, length: Int64) -> Upload {
        let framing = ChunkedFraming.signed
        let wireLength =
            payloadSigning == .signed
            ? framing.encodedLength(decodedLength: length, chunkSize: Self.chunkLength) : length
        var fields = object.s3Fields
        if payloadSigning == .signed {
            // No Content-Encoding: aws-chunked. Servers know the framing by x-amz-content-sha256, and several store the
            // field and send it to browsers with the object.
            fields.append(("x-amz-decoded-content-length", String(length)))
        }
        let time = signingTime
        let head = RequestHead(
            method: "PUT", host: location.host, encodedPath: location.path(of: object.key), query: [], headers: fields)
        let signature = signer.sign(head, payload: payloadSigning == .signed ? framing.payload : .unsigned, at: time)
        var headers = HTTPHeaders(fields)
        for (name, value) in signature.fields { headers[name] = value }
        let request = HTTPRequest("PUT", location.url(of: object.key), headers: headers)
        let chunks = SignedChunks(
            signer: signer.chunkSigner(seed: signature.seed, at: time), chunkLength: Self.chunkLength)
        return Upload(request: request, wireLength: wireLength, framing: payloadSigning == .signed ? chunks : nil)
    }

    /// Asks for the fields of an object, signed at this moment; ``StoredObject`` reads the answer.
    public func headRequest(key: String) -> HTTPRequest {
        let head = RequestHead(
            method: "HEAD", host: location.host, encodedPath: location.path(of: key), query: [], headers: [])
        let signature = signer.sign(head, payload: .unsigned, at: signingTime)
        return HTTPRequest("HEAD", location.url(of: key), headers: HTTPHeaders(signature.fields))
    }

    /// Whether the reply to an upload says that these very bytes were stored.
    ///
    /// - Parameter md5: lower-case hex MD5 of the body, if it is known.
    public func proves(_ reply: HTTPResponseHead, md5: String?) -> Bool {
        guard let md5, isETagMD5, !reply.isEncryptedBeyondMD5, let etag = reply.entityTag,
            etag.count == 32
        else { return true }
        return etag.lowercased() == md5
    }

    /// Whether an upload's ETag can prove its bytes, so that their MD5 is worth computing.
    public var isETagMD5: Bool { location.profile.singleETag == .md5 && payloadSigning == .unsigned }

    /// A GET address anybody can use until it expires.
    ///
    /// - Parameter seconds: 1...604,800 (7 days).
    public func presignedURL(of key: String, seconds: Int) throws(Failure) -> String {
        let head = RequestHead(
            method: "GET", host: location.host, encodedPath: location.path(of: key), query: [], headers: [])
        do {
            return location.url(of: key) + "?" + (try signer.presign(head, expires: seconds, at: signingTime))
        } catch {
            throw Failure(
                "storage.presign-lifetime", "a signed link lives 1 second to 7 days",
                remedy: "give a shorter time, or use the permanent link", disposition: .stop(.usage), cause: error)
        }
    }

    /// The meaning of a refused upload; a clock that differs is learnt for the next attempt.
    public func failure(of response: HTTPResponse, key: String) -> Failure {
        let reply = StorageErrorReply(response)
        if reply.code == "RequestTimeTooSkewed", let serverTime = reply.serverTime {
            clockOffset.withLock { $0 = serverTime - now() }
        }
        return StorageFailure.refusal(reply, target: "s3://\(location.bucket)/\(key)")
    }

    /// The meaning of a connection to the storage that failed.
    public func failure(of error: TransportError) -> Failure {
        StorageFailure.connection(error, endpoint: location.endpoint)
    }
}

extension HTTPResponseHead {
    /// Stored under a KMS or customer key, by the request or the bucket's default: then the ETag looks like an MD5 and
    /// is none.
    fileprivate var isEncryptedBeyondMD5: Bool {
        headers["x-amz-server-side-encryption"].map { $0 != "AES256" } ?? false
            || headers["x-amz-server-side-encryption-customer-algorithm"] != nil
    }
}
