import Glibc

/// Moves bytes between a process and its books until it has ended and its output is drained.
struct Plumbing {
    var state: ProcessState
    var input: Pipe
    var output: Pipe
    var errors: Pipe

    /// How long to wait for the next event; it bounds how late new input and an end without closed pipes are seen.
    private static let tick: CInt = 20

    func run() {
        blockBrokenPipeSignal()
        _ = fcntl(input.writeEnd, F_SETFL, O_NONBLOCK)
        while output.readEnd >= 0 || errors.readEnd >= 0 {
            let pending = state.pendingInput()
            if pending.bytes.isEmpty && pending.isComplete { input.closeWriteEnd() }
            // A descriptor below zero is passed over by poll.
            var events = [
                pollfd(fd: output.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: pending.bytes.isEmpty ? -1 : input.writeEnd, events: Int16(POLLOUT), revents: 0),
            ]
            let processHadEnded = !state.isRunning
            let count = poll(&events, nfds_t(events.count), Self.tick)
            if events[0].revents != 0 { take(from: output, state.append(output:)) }
            if events[1].revents != 0 { take(from: errors, state.append(errors:)) }
            if events[2].revents != 0 { give(pending.bytes) }
            // Somebody else holds the other end: a child of the process that outlives it.
            if count == 0 && processHadEnded { break }
        }
        input.closeWriteEnd()
        state.outputEnded()
    }

    private func take(from pipe: Pipe, _ append: ([UInt8]) -> Void) {
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
            count = max(0, read(pipe.readEnd, buffer.baseAddress, buffer.count))
        }
        if bytes.isEmpty { pipe.closeReadEnd() } else { append(bytes) }
    }

    private func give(_ bytes: ArraySlice<UInt8>) {
        let count = bytes.withUnsafeBytes { write(input.writeEnd, $0.baseAddress, $0.count) }
        if count > 0 {
            state.inputTaken(count)
        } else if count < 0 && errno != EAGAIN && errno != EINTR {
            input.closeWriteEnd()
        }
    }

    /// A process that closed its stdin must not end this one by SIGPIPE; the signal is the writing thread's.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
