import Glibc
import Synchronization

/// What is known of a process, shared by the threads that attend to it and those who ask.
final class ProcessState: Sendable {
    private struct Known {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var input: [UInt8]
        var inputTaken = 0
        var inputIsComplete: Bool
        var end: (status: CInt, usage: rusage)?
        var peakMemory: Int64 = 0
        var outputIsComplete = false
        var waiting: [CheckedContinuation<ProcessResult, Never>] = []
    }

    private let known: Mutex<Known>

    init(input: ProcessInput) {
        let bytes = if case .bytes(let bytes) = input { bytes } else { [UInt8]() }
        known = Mutex(Known(input: bytes, inputIsComplete: input != .open))
    }

    var output: String { known.withLock { String(decoding: $0.output, as: UTF8.self) } }
    var errors: String { known.withLock { String(decoding: $0.errors, as: UTF8.self) } }
    var isRunning: Bool { known.withLock { $0.end == nil } }

    /// Does something that must not happen once the process id may be another's.
    func whileRunning(_ body: () -> Void) { known.withLock { if $0.end == nil { body() } } }

    func write(_ bytes: [UInt8]) { known.withLock { $0.input += bytes } }

    func closeInput() { known.withLock { $0.inputIsComplete = true } }

    /// What stdin is owed next, and whether nothing will follow once that is empty.
    func pendingInput() -> (bytes: ArraySlice<UInt8>, isComplete: Bool) {
        known.withLock { ($0.input[$0.inputTaken...].prefix(65536), $0.inputIsComplete) }
    }

    func inputTaken(_ count: Int) { known.withLock { $0.inputTaken += count } }

    func append(output bytes: [UInt8]) { known.withLock { $0.output += bytes } }

    func append(errors bytes: [UInt8]) { known.withLock { $0.errors += bytes } }

    /// Takes down the end of the process if `poll` brings it. No signal is sent between the two.
    func reap(_ poll: () -> (status: CInt, usage: rusage)?) -> Bool {
        settle { $0.end = poll() }
        return !isRunning
    }

    func peakMemory(_ bytes: Int64) { known.withLock { $0.peakMemory = bytes } }

    func outputEnded() { settle { $0.outputIsComplete = true } }

    /// Waits for the end of the process and of its output.
    func result() async -> ProcessResult {
        await withCheckedContinuation { continuation in
            settle { $0.waiting.append(continuation) }
        }
    }

    private func settle(_ change: (inout Known) -> Void) {
        let (result, waiting) = known.withLock {
            known -> (ProcessResult?, [CheckedContinuation<ProcessResult, Never>]) in
            change(&known)
            guard let end = known.end, known.outputIsComplete else { return (nil, []) }
            defer { known.waiting = [] }
            return (Self.result(known, end), known.waiting)
        }
        guard let result else { return }
        for continuation in waiting { continuation.resume(returning: result) }
    }

    private static func result(_ known: Known, _ end: (status: CInt, usage: rusage)) -> ProcessResult {
        // The layout of wait(2)'s status on Linux: the low seven bits are the signal, the next byte the exit status.
        let signal = end.status & 0x7F
        let time = [end.usage.ru_utime, end.usage.ru_stime].map { time in
            Duration.seconds(time.tv_sec) + .microseconds(time.tv_usec)
        }
        return ProcessResult(
            status: signal == 0 ? (end.status >> 8) & 0xFF : 128 + signal, signal: signal == 0 ? nil : signal,
            standardOutput: known.output, standardError: known.errors, peakMemory: known.peakMemory,
            processorTime: time[0] + time[1])
    }
}
