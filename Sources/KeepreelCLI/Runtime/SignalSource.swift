import Dispatch
import Failures
import Glibc
import Synchronization

/// Where the process's signals come from. Each is set up once and stays: on Linux a source of Dispatch that is set up
/// beside the end of another one for the same signal never hears of it.
final class SignalSource: Sendable {
    private struct State {
        var sources: [Int32: any DispatchSourceSignal] = [:]
        var listeners: [Int: (numbers: Set<Int32>, stream: AsyncStream<Int32>.Continuation)] = [:]
        var count = 0
    }

    static let shared = SignalSource()
    /// Those that end a process.
    static let endings: Set<Int32> = [SIGINT, SIGTERM]

    private let state = Mutex(State())

    private init() {}

    /// - Returns: its number, by which it is removed.
    func add(_ stream: AsyncStream<Int32>.Continuation, to numbers: Set<Int32>) -> Int {
        state.withLock { state in
            for number in numbers where state.sources[number] == nil {
                state.sources[number] = Self.source(of: number)
            }
            state.count += 1
            state.listeners[state.count] = (numbers, stream)
            return state.count
        }
    }

    /// Dispatch puts its own handler in place when it registers the source, on a thread of its own. Until then a signal ends
    /// the process as it always does, which harms nothing: what is to be saved begins when this returns.
    private static func source(of number: Int32) -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        let registered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { registered.signal() }
        source.setEventHandler { Self.shared.take(number) }
        source.activate()
        registered.wait()
        return source
    }

    func remove(_ number: Int) { state.withLock { _ = $0.listeners.removeValue(forKey: number) } }

    /// Where nobody listens there is nothing to save.
    private func take(_ number: Int32) {
        let streams = state.withLock { $0.listeners.values.filter { $0.numbers.contains(number) }.map(\.stream) }
        if streams.isEmpty { _exit(ExitStatus(signal: number).rawValue) }
        for stream in streams { stream.yield(number) }
    }
}

extension ExitStatus {
    /// The status of a process that SIGINT or SIGTERM ended.
    init(signal number: Int32) { self = number == SIGINT ? .interrupted : .terminated }
}
