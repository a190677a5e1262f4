import CCurl
import Glibc
import Synchronization

/// One thread that owns the libcurl multi handle. Work arrives as closures in a mailbox and runs on that thread, so
/// transfers need no lock of their own.
final class TransferLoop: Sendable {
    typealias Job = @Sendable (LoopCore) -> Void

    private let mailbox: LoopMailbox
    private let thread: pthread_t

    init(options: TransportOptions) throws(TransportError) {
        guard curlIsInitialised else { throw TransportError(.badRequest, "libcurl cannot be initialised") }
        let multi = try MultiHandle(connections: options.connections)
        mailbox = LoopMailbox(waker: multi.waker)
        let core = LoopCore(options: options, multi: multi, mailbox: mailbox)
        let seat = LoopSeat(core: core, mailbox: mailbox)
        var thread = pthread_t()
        let opaque = Unmanaged.passRetained(seat).toOpaque()
        let result = pthread_create(&thread, nil, runLoopSeat, opaque)
        guard result == 0 else {
            Unmanaged<LoopSeat>.fromOpaque(opaque).release()
            throw TransportError(.badRequest, "no thread for the transfer loop: \(String(cString: strerror(result)))")
        }
        self.thread = thread
    }

    deinit {
        mailbox.stop()
        pthread_join(thread, nil)
    }

    func submit(_ job: @escaping Job) { mailbox.put(job) }

    /// Runs one cancellable operation on the loop and waits for its result.
    ///
    /// - Parameter start: begins the operation; it must call `finish` exactly once, and register with
    ///   ``LoopCore/onCancel(_:_:)`` how it is cancelled.
    func run<Result: Sendable>(
        cancelled: Result,
        _ start: @escaping @Sendable (LoopCore, UInt64, @escaping @Sendable (Result) -> Void) -> Void
    ) async -> Result {
        let operation = mailbox.nextOperation()
        let flag = CancelFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                submit { core in
                    // The flag is set before the cancelling job is submitted, so one of the two is always seen.
                    guard !flag.isSet else { return continuation.resume(returning: cancelled) }
                    start(core, operation) { continuation.resume(returning: $0) }
                }
            }
        } onCancel: {
            flag.set()
            submit { core in core.cancel(operation) }
        }
    }
}

/// Whether an operation was cancelled before the loop came to start it.
private final class CancelFlag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}

/// Once per process, and before any thread uses libcurl (`libcurl-thread(3)`).
private let curlIsInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

/// What the loop's thread works on.
private final class LoopSeat {
    private let core: LoopCore
    private let mailbox: LoopMailbox

    init(core: LoopCore, mailbox: LoopMailbox) {
        self.core = core
        self.mailbox = mailbox
    }

    func run() {
        var isBusy = false
        while let jobs = mailbox.take() {
            for job in jobs {
                job(core)
                isBusy = true
            }
            // What is put now wakes the turn that waits.
            isBusy = core.turn(mayWait: !isBusy)
        }
        core.cancelAll()
    }
}

private func runLoopSeat(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // Signals are for the main thread; above all a SIGPIPE of OpenSSL's writes must not end the process.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    if let opaque { Unmanaged<LoopSeat>.fromOpaque(opaque).takeRetainedValue().run() }
    return nil
}
