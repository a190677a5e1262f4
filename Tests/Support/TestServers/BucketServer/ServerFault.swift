/// Something that goes wrong with the next requests of a kind to a bucket server.
public struct ServerFault: Encodable, Sendable, Hashable {
    private var effect: String
    /// The operation, named as OSS does: `PutObject`, `InitiateMultipartUpload`, `UploadPart`,
    /// `CompleteMultipartUpload`, …; `nil`: any.
    public var action: String?
    /// The HTTP method; `nil`: any.
    public var method: String?
    /// A regular expression that is found in the key; `nil`: any.
    public var key: String?
    /// How many requests meet it.
    public var times = 1
    /// How many requests of this kind go well before.
    public var skip = 0
    private var status: Int?
    private var code: String?
    private var ec: String?
    private var message: String?
    private var headers: [String: String]?
    private var body: String?
    private var readsBody: Bool?
    private var stores: Bool?
    private var after: Int?
    private var off: Int?

    private init(_ effect: String) { self.effect = effect }

    /// This fault for requests of one kind only.
    public func on(_ action: String?, method: String? = nil, key: String? = nil, times: Int = 1, skip: Int = 0)
        -> ServerFault
    {
        var fault = self
        (fault.action, fault.method, fault.key, fault.times, fault.skip) = (action, method, key, times, skip)
        return fault
    }

    /// A refusal with the dialect's error document.
    /// - Parameter readsBody: whether the body is read before.
    public static func error(
        _ status: Int, _ code: String, ec: String? = nil, headers: [String: String] = [:], readsBody: Bool = false
    ) -> ServerFault {
        var fault = ServerFault("error")
        (fault.status, fault.code, fault.ec, fault.headers, fault.readsBody) = (status, code, ec, headers, readsBody)
        return fault
    }

    /// A status, header fields and a body as they stand here; nothing is carried out.
    public static func reply(
        _ status: Int, headers: [String: String] = [:], body: String = "", readsBody: Bool = false
    ) -> ServerFault {
        var fault = ServerFault("replace")
        (fault.status, fault.headers, fault.body, fault.readsBody) = (status, headers, body, readsBody)
        return fault
    }

    /// The connection is closed without a reply, and nothing carried out.
    /// - Parameter readsBody: whether the body is read before.
    public static func close(readsBody: Bool = false) -> ServerFault {
        var fault = ServerFault("close")
        fault.readsBody = readsBody
        return fault
    }

    /// The request is carried out, and the connection closed without a reply.
    public static let lostReply = ServerFault("lostReply")

    /// The request is carried out, and answered once ``ServerControl/clearFaults()`` is called.
    public static let late = ServerFault("late")

    /// Status 200, a few spaces, and an error document.
    /// - Parameter stores: whether the request is carried out nevertheless.
    public static func bodyError(_ code: String, stores: Bool = false) -> ServerFault {
        var fault = ServerFault("bodyError")
        (fault.code, fault.stores) = (code, stores)
        return fault
    }

    /// Status 200 and nothing but a few spaces.
    /// - Parameter stores: whether the request is carried out nevertheless.
    public static func emptyBody(stores: Bool) -> ServerFault {
        var fault = ServerFault("emptyBody")
        fault.stores = stores
        return fault
    }

    /// The request is carried out, but the checksums in the head of the reply are others, or the ETag where there are
    /// none; those of a document in its body are others, too.
    public static let wrongChecksum = ServerFault("wrongChecksum")

    /// The request is carried out, and its document comes behind white space.
    public static let paddedReply = ServerFault("paddedReply")

    /// The upload that the request names is aborted before the request is carried out.
    public static let forgottenUpload = ServerFault("forgottenUpload")

    /// The server neither reads the body nor replies, until the client gives up.
    public static let stall = ServerFault("stall")

    /// The request is carried out; the `Content-Length` of its reply is wrong by so many bytes, and the connection closed.
    public static func wrongLength(off: Int) -> ServerFault {
        var fault = ServerFault("wrongLength")
        fault.off = off
        return fault
    }

    /// The body of the reply is cut after so many bytes.
    public static func cut(after: Int) -> ServerFault {
        var fault = ServerFault("cut")
        fault.after = after
        return fault
    }

    /// The body of the reply stands still after so many bytes, until the client gives up.
    public static func stallReply(after: Int) -> ServerFault {
        var fault = ServerFault("stallReply")
        fault.after = after
        return fault
    }
}
