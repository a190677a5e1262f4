import CCurl
import Glibc

/// What a callback tells libcurl.
enum BodyFlow {
    case proceed
    /// These bytes are taken, and those that were read together with them; no more are read until a resume.
    case proceedThenPause
    /// Take nothing now; the same bytes are offered again after a resume, of which libcurl keeps a copy.
    case pause
    case abort
}

/// What the upload side has for libcurl.
enum BodySupply {
    case bytes(Int)
    /// Nothing yet; asked again after a resume.
    case pause
}

/// The owner of an ``EasyTransfer``; called on the loop's thread from inside libcurl, so it must neither block nor
/// add, remove or resume handles directly.
protocol EasyTransferDelegate: AnyObject {
    func easy(_ transfer: EasyTransfer, received head: HTTPResponseHead) -> BodyFlow
    func easy(_ transfer: EasyTransfer, received bytes: UnsafeRawBufferPointer) -> BodyFlow
    func easy(_ transfer: EasyTransfer, supplyInto buffer: UnsafeMutableRawBufferPointer) -> BodySupply
    /// The exchange is over; `nil` means the response is whole.
    func easy(_ transfer: EasyTransfer, finishedWith error: TransportError?)
}

/// One request and its response on one easy handle, with libcurl's callbacks turned into delegate calls.
final class EasyTransfer {
    private(set) var handle: EasyHandle
    private unowned let delegate: any EasyTransferDelegate
    private var parser = HeadParser()
    private let addressPolicy: AddressPolicy
    private var refusedAddress = false
    /// A connection came about, and the request was about to be written.
    private(set) var isConnected = false
    private var opensSocket = false
    private var hasHeader = false
    private var bytes: BytesBodyReader?
    private var file: FileBodyReader?
    private var fileFailure: TransportError?
    private var awaitsContinue = false
    /// What became of an upload's expectation.
    private(set) var continueAnswer = ContinueAnswer.notAsked

    init(
        _ request: HTTPRequest, upload: Upload? = nil, sending sendBuffer: Int = bufferSize, options: TransportOptions,
        addressPolicy: AddressPolicy, delegate: any EasyTransferDelegate
    ) throws(TransportError) {
        if let objection = URLRule.objection(to: request.url) {
            throw TransportError(.badRequest, "the URL \(objection)")
        }
        handle = try EasyHandle()
        self.delegate = delegate
        let proxy = options.proxies.proxy(for: request.url)
        // Through a proxy the socket's address is the proxy's, which the user chose.
        self.addressPolicy = proxy == nil ? addressPolicy : .any
        if proxy != nil, addressPolicy == .publicOnly, !URLHost.mayBePublic(request.url) {
            throw TransportError(.addressRefused, "the address is private or reserved")
        }
        try handle.set(CURLOPT_URL, request.url)
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try handle.set(CURLOPT_PROXY, proxy ?? "")
        try handle.set(CURLOPT_NOPROXY, "")
        try applyFixedOptions(options)
        try handle.set(CURLOPT_UPLOAD_BUFFERSIZE, sendBuffer)
        // Half as long again for an upload: when the source stalls, its own guard has to act first.
        let stallSeconds = options.stallTimeout.wholeMilliseconds * (upload == nil ? 2 : 3) / 2000
        try handle.set(CURLOPT_LOW_SPEED_TIME, max(1, stallSeconds))
        // An upload is as slow as its source, whose own guard it has to leave the verdict.
        if upload != nil { try handle.set(CURLOPT_LOW_SPEED_LIMIT, 1) }
        try installCallbacks()
        try setMethod(request, upload: upload)
        // A file that was read in part could not be sent anew over another connection.
        if request.isSentOnce || file != nil { try handle.set(CURLOPT_FRESH_CONNECT, 1) }
        var headers = request.headers
        if awaitsContinue { headers["Expect"] = "100-continue" }
        try handle.setHeaders(headers, suppressed: ["Expect", "Content-Type"])
    }

    /// Options every transfer has; the reason stands where it is not obvious.
    private func applyFixedOptions(_ options: TransportOptions) throws(TransportError) {
        try handle.set(CURLOPT_NOSIGNAL, 1)
        // A name server that does not answer must not hold up the end of a transfer.
        try handle.set(CURLOPT_QUICK_EXIT, 1)
        // A paused stream on a multiplexed connection is buffered by libcurl without our bound.
        try handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // The bytes signed are the bytes sent.
        try handle.set(CURLOPT_PATH_AS_IS, 1)
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        // Without this bound libcurl answers a 417 by sending the request again.
        try handle.set(CURLOPT_MAXREDIRS, 0)
        try handle.set(CURLOPT_EXPECT_100_TIMEOUT_MS, Self.continueTime)
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.wholeMilliseconds)
        // A transfer whose receiving is paused does not count as stalled.
        try handle.set(CURLOPT_LOW_SPEED_LIMIT, Self.slowest)
        try handle.set(CURLOPT_BUFFERSIZE, Self.bufferSize)
        try handle.set(CURLOPT_USERAGENT, "keepreel")
        if let caBundle = options.caBundle { try handle.set(CURLOPT_CAINFO, caBundle) }
    }

    /// Bytes a second; what is slower for the time of the stall guard stands still. A video of 5 MB would take an hour
    /// and a half at this rate.
    private static let slowest = 1024

    /// libcurl's buffer for each direction, in bytes; also the most that comes by one reading.
    static let bufferSize = 64 << 10

    /// Milliseconds a destination has to say 100 (Continue) before the body is sent all the same.
    private static let continueTime = 300

    private func setMethod(_ request: HTTPRequest, upload: Upload?) throws(TransportError) {
        if let upload {
            try setUpload(length: upload.wireLength)
            awaitsContinue = upload.expectsContinue && upload.wireLength > 0
        } else if case .file(let body) = request.body {
            file = try FileBodyReader(body)
            try setUpload(length: body.totalLength)
        } else if case .bytes(let body) = request.body {
            bytes = BytesBodyReader(body)
            try handle.check(ccurl_set_seek(handle.pointer, seekCallback))
            try setUpload(length: Int64(body.count))
        } else if request.method == "HEAD" {
            try handle.set(CURLOPT_NOBODY, 1)
        }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    /// A body that libcurl asks for piece by piece.
    private func setUpload(length: Int64) throws(TransportError) {
        try handle.set(CURLOPT_UPLOAD, 1)
        // What answers an upload is small.
        try handle.set(CURLOPT_BUFFERSIZE, 16 << 10)
        try handle.set(CURLOPT_INFILESIZE_LARGE, size: length)
    }

    private func installCallbacks() throws(TransportError) {
        let user = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_WRITEDATA, pointer: user)
        try handle.set(CURLOPT_HEADERDATA, pointer: user)
        try handle.set(CURLOPT_READDATA, pointer: user)
        try handle.set(CURLOPT_SEEKDATA, pointer: user)
        try handle.set(CURLOPT_OPENSOCKETDATA, pointer: user)
        try handle.set(CURLOPT_PREREQDATA, pointer: user)
        try handle.check(ccurl_set_write(handle.pointer, CURLOPT_WRITEFUNCTION, writeCallback))
        try handle.check(ccurl_set_write(handle.pointer, CURLOPT_HEADERFUNCTION, headerCallback))
        try handle.check(ccurl_set_read(handle.pointer, CURLOPT_READFUNCTION, readCallback))
        try handle.check(ccurl_set_opensocket(handle.pointer, openSocketCallback))
        // A connection that another transfer opened under a laxer policy is asked about as well.
        try handle.check(ccurl_set_prereq(handle.pointer, beforeRequestCallback))
    }

    /// Bounds the whole exchange; media transfers have no such bound, only the stall guard.
    func limitTime(to time: Duration) throws(TransportError) {
        try handle.set(CURLOPT_TIMEOUT_MS, max(1, time.wholeMilliseconds))
    }

    /// Replaces the stall guard's bound, for requests that take the other side long to answer.
    func limitSilence(to time: Duration) throws(TransportError) {
        try handle.set(CURLOPT_LOW_SPEED_TIME, max(1, time.wholeMilliseconds / 1000))
    }

    /// Bytes per second this transfer may take from now on.
    func limitReceiving(to bytesPerSecond: Int64) {
        _ = ccurl_set_off(handle.pointer, CURLOPT_MAX_RECV_SPEED_LARGE, curl_off_t(bytesPerSecond))
        // What is held back here is not the other side's fault.
        let floor = max(1, min(Self.slowest, Int(bytesPerSecond / 4)))
        _ = ccurl_set_long(handle.pointer, CURLOPT_LOW_SPEED_LIMIT, floor)
    }

    /// The whole body of an upload was handed over: the reply must not trickle.
    func awaitAnswer() { _ = ccurl_set_long(handle.pointer, CURLOPT_LOW_SPEED_LIMIT, Self.slowest) }

    /// Called by the loop when libcurl reports the handle done.
    func finish(_ code: CURLcode) {
        if code == CURLE_OK { return delegate.easy(self, finishedWith: nil) }
        var error = TransportError(code, detail: handle.errorDetail)
        if error.kind == .timedOut, !isConnected { error.kind = .notConnected }
        // What is no reply at all, on a connection that was used before, was left over there by an earlier one.
        if error.kind == .badReply, isConnected, !opensSocket, !hasHeader { error.kind = .broken }
        // Once the request is out it was none of its faults: libcurl says "out of memory" of a header line without end.
        if error.kind == .badRequest, isConnected { error.kind = .badReply }
        if refusedAddress { error = TransportError(.addressRefused, "the address is private or reserved") }
        if let fileFailure { error = fileFailure }
        error.isUnsent = !isConnected
        delegate.easy(self, finishedWith: error)
    }

    fileprivate func receivedHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        hasHeader = true
        switch parser.consume(line) {
        case .more: return true
        case .tooLarge: return false
        case .interim(let status):
            if status == 100 { settleContinue(.answered) }
            return true
        case .head(let head):
            settleContinue(.answered)
            return delegate.easy(self, received: head) != .abort
        }
    }

    fileprivate func received(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch delegate.easy(self, received: bytes) {
        case .proceed: bytes.count
        case .proceedThenPause: pausing(bytes.count)
        case .pause: Int(CURL_WRITEFUNC_PAUSE)
        case .abort: -1
        }
    }

    /// Where pausing fails, the next bytes are offered, and can be refused.
    private func pausing(_ count: Int) -> Int {
        // Both directions: it then has nothing to do, where it else would look once more at the socket.
        _ = curl_easy_pause(handle.pointer, CURLPAUSE_ALL)
        return count
    }

    fileprivate func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        if bytes != nil { return bytes?.read(into: buffer) ?? 0 }
        if file != nil { return supplyFile(buffer) }
        settleContinue(.ignored)
        return switch delegate.easy(self, supplyInto: buffer) {
        case .bytes(let count): count
        case .pause: Int(CURL_READFUNC_PAUSE)
        }
    }

    private func supplyFile(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        do throws(TransportError) {
            return try file?.read(into: buffer) ?? 0
        } catch {
            fileFailure = error
            return Int(CURL_READFUNC_ABORT)
        }
    }

    fileprivate func rewind() { bytes?.rewind() }

    private func settleContinue(_ answer: ContinueAnswer) {
        guard awaitsContinue else { return }
        awaitsContinue = false
        continueAnswer = answer
    }

    /// The last check before the request is written, on a connection new or reused.
    fileprivate func mayUse(address: String) -> Bool {
        let isAllowed = addressPolicy == .any || IPAddress(text: address).map(addressPolicy.allows) ?? false
        if !isAllowed { refusedAddress = true }
        isConnected = isConnected || isAllowed
        return isAllowed
    }

    fileprivate func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let length = Int(address.pointee.addrlen)
        let isAllowed = withUnsafePointer(to: &address.pointee.addr) { sockaddr in
            addressPolicy == .any || IPAddress(sockaddr, length: length).map(addressPolicy.allows) ?? false
        }
        guard isAllowed else {
            refusedAddress = true
            return CURL_SOCKET_BAD
        }
        opensSocket = true
        return socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }
}

private func transfer(_ user: UnsafeMutableRawPointer?) -> EasyTransfer? {
    user.map { Unmanaged<EasyTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private let writeCallback: ccurl_write_fn = { bytes, size, count, user in
    // A count that differs from what was offered makes libcurl stop.
    guard let transfer = transfer(user) else { return 0 }
    let taken = transfer.received(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return taken < 0 ? size * count &+ 1 : taken
}

private let headerCallback: ccurl_write_fn = { bytes, size, count, user in
    guard let transfer = transfer(user) else { return 0 }
    return transfer.receivedHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private let readCallback: ccurl_read_fn = { bytes, size, count, user in
    guard let transfer = transfer(user) else { return Int(CURL_READFUNC_ABORT) }
    return transfer.supply(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private let seekCallback: ccurl_seek_fn = { user, offset, origin in
    guard let transfer = transfer(user), offset == 0, origin == SEEK_SET else { return Int32(CURL_SEEKFUNC_CANTSEEK) }
    transfer.rewind()
    return Int32(CURL_SEEKFUNC_OK)
}

private let beforeRequestCallback: ccurl_prereq_fn = { user, address, _, _, _ in
    guard let transfer = transfer(user), let address, transfer.mayUse(address: String(cString: address)) else {
        return Int32(CURL_PREREQFUNC_ABORT)
    }
    return Int32(CURL_PREREQFUNC_OK)
}

private let openSocketCallback: ccurl_opensocket_fn = { user, _, address in
    guard let transfer = transfer(user), let address else { return CURL_SOCKET_BAD }
    return transfer.openSocket(address)
}
