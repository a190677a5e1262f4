import CCurl
import Glibc

/// Owner of the libcurl multi handle and of the TLS session cache its easy handles share.
///
/// libcurl is told which sockets are ready (`curl_multi_socket_action`) and so looks at no other; `curl_multi_perform`
/// would ask the system about the sockets of every transfer each time. All calls are made on the loop's thread.
struct MultiHandle: ~Copyable {
    private let pointer: UnsafeMutableRawPointer
    private let share: UnsafeMutableRawPointer?
    private let sockets: MultiSockets
    private var ready: [(socket: Int32, events: Int16)] = []
    private var hasLooked = false

    /// - Parameter connections: to keep, those in use included.
    init(connections: Int) throws(TransportError) {
        guard let pointer = curl_multi_init() else { throw TransportError(.badRequest, "libcurl has no memory") }
        guard let watch = SocketWatch() else {
            curl_multi_cleanup(pointer)
            throw TransportError(.badRequest, "no descriptor is left for the transfer loop")
        }
        self.pointer = pointer
        sockets = MultiSockets(watch)
        let user = Unmanaged.passUnretained(sockets).toOpaque()
        _ = ccurl_multi_set_socket(pointer, socketCallback, user)
        _ = ccurl_multi_set_timer(pointer, timerCallback, user)
        // By itself libcurl keeps four for each transfer of the moment, and closes the others between two small ones.
        _ = ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
        share = curl_share_init()
        if let share { _ = ccurl_share_data(share, CURL_LOCK_DATA_SSL_SESSION) }
    }

    deinit {
        // It still calls back: connections are closed now.
        curl_multi_cleanup(pointer)
        curl_share_cleanup(share)
    }

    var waker: SocketWatch.Waker { sockets.watch.waker }

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

    /// Waits for a socket, a wake-up, libcurl's own timer or the end of the time, and lets libcurl do what it can.
    ///
    /// - Parameter milliseconds: at most; 0 only looks, every other time where the timer is due. That is what resumes a
    ///   paused transfer, which therefore takes one system call less.
    mutating func turn(milliseconds: Int32) {
        var running: Int32 = 0
        hasLooked = milliseconds > 0 || !hasLooked || !sockets.isDue
        if hasLooked {
            sockets.watch.wait(milliseconds: sockets.wait(atMost: milliseconds), into: &ready)
            for (socket, events) in ready {
                curl_multi_socket_action(pointer, socket, curlEvents(events), &running)
            }
            ready.removeAll(keepingCapacity: true)
        }
        if sockets.takeDue() { curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running) }
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

/// What libcurl asks the loop to wait for.
private final class MultiSockets {
    let watch: SocketWatch
    private var due: ContinuousClock.Instant?
    private let clock = ContinuousClock()

    init(_ watch: SocketWatch) { self.watch = watch }

    func setTimer(milliseconds: Int) {
        due = milliseconds < 0 ? nil : clock.now + .milliseconds(milliseconds)
    }

    /// Milliseconds to wait for sockets: no longer than to the timer.
    func wait(atMost milliseconds: Int32) -> Int32 {
        guard milliseconds > 0, let due else { return milliseconds }
        let now = clock.now
        return due <= now ? 0 : Int32(min(Int(milliseconds), now.duration(to: due).wholeMilliseconds + 1))
    }

    /// Whether the timer has run down.
    var isDue: Bool { due.map { $0 <= clock.now } ?? false }

    /// Whether the timer has run down; it is set anew by libcurl alone.
    func takeDue() -> Bool {
        guard isDue else { return false }
        due = nil
        return true
    }
}

private func curlEvents(_ events: Int16) -> Int32 {
    var mask: Int32 = 0
    if events & Int16(POLLIN | POLLHUP) != 0 { mask |= CURL_CSELECT_IN }
    if events & Int16(POLLOUT) != 0 { mask |= CURL_CSELECT_OUT }
    if events & Int16(POLLERR | POLLNVAL) != 0 { mask |= CURL_CSELECT_ERR }
    return mask
}

private let socketCallback: ccurl_socket_fn = { _, socket, what, user, _ in
    guard let user else { return 0 }
    let watch = Unmanaged<MultiSockets>.fromOpaque(user).takeUnretainedValue().watch
    switch what {
    case CURL_POLL_IN: watch.watch(socket, for: Int16(POLLIN))
    case CURL_POLL_OUT: watch.watch(socket, for: Int16(POLLOUT))
    case CURL_POLL_INOUT: watch.watch(socket, for: Int16(POLLIN | POLLOUT))
    default: watch.forget(socket)
    }
    return 0
}

private let timerCallback: ccurl_timer_fn = { _, milliseconds, user in
    if let user {
        Unmanaged<MultiSockets>.fromOpaque(user).takeUnretainedValue().setTimer(milliseconds: milliseconds)
    }
    return 0
}
