import Glibc
import Synchronization

/// What a program reads from its stdin. A pipe takes most texts at once; what does not fit is given as it reads.
///
/// The end it reads from stays open here, too, so that a program which does not read costs no SIGPIPE.
final class ChildInput: Sendable {
    private struct State {
        var rest: ArraySlice<UInt8>
        /// Negative once it is closed.
        var writeEnd: CInt
    }

    let readEnd: CInt
    private let state: Mutex<State>

    /// `nil`, with the reason in `errno`, where no pipe can be had.
    init?(_ text: [UInt8]) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        readEnd = ends[0]
        state = Mutex(State(rest: text[...], writeEnd: ends[1]))
    }

    deinit {
        close(readEnd)
        state.withLock { state in
            if state.writeEnd >= 0 { close(state.writeEnd) }
        }
    }

    /// Gives what the pipe takes now; after the last byte its end is closed.
    func give() {
        state.withLock { state in
            while !state.rest.isEmpty {
                let count = state.rest.withUnsafeBytes { write(state.writeEnd, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                state.rest = state.rest.dropFirst(count)
            }
            if state.writeEnd >= 0 { close(state.writeEnd) }
            state.writeEnd = -1
        }
    }
}
