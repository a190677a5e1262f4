import Glibc

/// The sockets a loop waits for, and the pipe that ends its waiting. Used on the loop's thread, save ``Waker/wake()``.
///
/// There are some dozens of sockets, and what is awaited of them changes with every piece of a body: an array for
/// `poll(2)` is changed without a system call, as a set of `epoll(7)` is not.
final class SocketWatch {
    /// Ends a wait from any thread.
    struct Waker: Sendable {
        fileprivate let pipe: Int32

        /// A full pipe wakes as well, so that the result says nothing.
        func wake() { _ = write(pipe, [1], 1) }
    }

    private var entries: [pollfd]
    private let writeEnd: Int32

    /// - Returns: `nil` where there is no descriptor left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        entries = [pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)]
        writeEnd = ends[1]
    }

    deinit {
        close(entries[0].fd)
        close(writeEnd)
    }

    var waker: Waker { Waker(pipe: writeEnd) }

    /// Waits for these events of a socket from now on.
    func watch(_ socket: Int32, for events: Int16) {
        if let index = index(of: socket) {
            entries[index].events = events
        } else {
            entries.append(pollfd(fd: socket, events: events, revents: 0))
        }
    }

    func forget(_ socket: Int32) {
        guard let index = index(of: socket) else { return }
        entries.swapAt(index, entries.count - 1)
        entries.removeLast()
    }

    private func index(of socket: Int32) -> Int? { entries.dropFirst().firstIndex { $0.fd == socket } }

    /// Waits until a socket is ready, the waker is used, or the time is over.
    ///
    /// - Parameters:
    ///   - milliseconds: at most; 0 only looks.
    ///   - ready: gets each ready socket and its events.
    func wait(milliseconds: Int32, into ready: inout [(socket: Int32, events: Int16)]) {
        guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
        if entries[0].revents != 0 { drain() }
        for entry in entries.dropFirst() where entry.revents != 0 { ready.append((entry.fd, entry.revents)) }
    }

    private func drain() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while read(entries[0].fd, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}
