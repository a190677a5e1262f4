import CCurl

/// Owner of the libcurl multi handle and of the TLS session cache its easy handles share.
///
/// All calls are made on the loop's thread, save ``Waker/wake()``.
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer?

    init() throws(TransportError) {
        guard let pointer = curl_multi_init() else { throw TransportError(.badRequest, "libcurl has no memory") }
        self.pointer = pointer
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, Self.idleConnections)
        share = curl_share_init()
        if let share { _ = ccurl_share_data(share, CURL_LOCK_DATA_SSL_SESSION) }
    }

    /// Connections that are kept for later. By itself libcurl keeps four for each transfer of the moment, and closes the
    /// others whenever few are under way.
    private static let idleConnections = 512

    deinit {
        curl_multi_cleanup(pointer)
        curl_share_cleanup(share)
    }

    /// Wakes a poll from any thread.
    struct Waker: @unchecked Sendable {
        // Safe: curl_multi_wakeup is documented as callable from any thread, and the mailbox wakes no loop that has ended.
        fileprivate let pointer: UnsafeMutableRawPointer

        func wake() { curl_multi_wakeup(pointer) }
    }

    var waker: Waker { Waker(pointer: pointer) }

    func add(_ easy: borrowing EasyHandle) throws(TransportError) {
        if let share { try easy.set(CURLOPT_SHARE, pointer: share) }
        let code = curl_multi_add_handle(pointer, easy.pointer)
        guard code == CURLM_OK else {
            throw TransportError(.badRequest, String(cString: curl_multi_strerror(code)))
        }
    }

    func remove(_ easy: borrowing EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    func perform() {
        var running: Int32 = 0
        curl_multi_perform(pointer, &running)
    }

    /// Waits for activity, a wake-up or the timeout in milliseconds.
    func poll(milliseconds: Int32) {
        curl_multi_poll(pointer, nil, 0, milliseconds, nil)
    }

    /// The next finished easy handle and its result.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left) {
            if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
                return (easy, ccurl_message_result(message))
            }
        }
        return nil
    }
}
