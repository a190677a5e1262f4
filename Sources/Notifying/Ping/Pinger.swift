public import Failures
public import HTTPTransport

/// Tells a monitor of a run. Whoever knows the URL can do the same, so messages name its host alone.
public struct Pinger: Sendable {
    /// How long a monitor is waited for.
    public struct Patience: Sendable {
        /// Of one try.
        public var time: Duration
        /// Between two tries; `nil`: there is only one.
        public var pause: Duration?

        /// Two tries of 10 seconds.
        public static let usual = Patience(time: .seconds(10), pause: .seconds(1))
        /// For a monitor that has just been tried.
        public static let single = Patience(time: .seconds(10), pause: nil)
        /// For a run that is being stopped.
        public static let hurried = Patience(time: .seconds(2), pause: nil)

        /// One try within the time that is left, though not less than a hurried one, where that is less than this takes.
        public func within(_ left: Duration) -> Patience {
            let whole = pause.map { time * 2 + $0 } ?? time
            return left >= whole ? self : Patience(time: max(Self.hurried.time, min(time, left)), pause: nil)
        }
    }

    private let url: String
    private let host: String
    private let http: any HTTPExchanging

    /// - Parameters:
    ///   - url: the check's URL, without a slash at its end.
    ///   - host: the URL's host.
    ///   - http: follows no redirect.
    public init(url: String, host: String, http: any HTTPExchanging) {
        self.url = url
        self.host = host
        self.http = http
    }

    /// Sends a ping.
    ///
    /// - Parameter body: what the monitor keeps with it.
    /// - Returns: `notify.ping` where the monitor did not take it; nothing else depends on that.
    public func send(_ signal: PingSignal, _ body: String = "", patience: Patience = .usual) async -> Failure? {
        let first = await attempt(signal, body, patience)
        guard case .busy = first, let pause = patience.pause else { return failure(first) }
        do { try await Task.sleep(for: pause) } catch { return failure(first) }
        return failure(await attempt(signal, body, patience))
    }

    private func attempt(_ signal: PingSignal, _ body: String, _ patience: Patience) async -> PingVerdict {
        let request = HTTPRequest(
            "POST", url + signal.path,
            headers: ["Content-Type": "text/plain; charset=utf-8", "User-Agent": "keepreel"], body: Array(body.utf8))
        do throws(TransportError) {
            let limits = ExchangeLimits(responseBytes: 64 << 10, time: patience.time)
            return PingVerdict(.success(try await http.exchange(request, limits: limits)))
        } catch {
            return PingVerdict(.failure(error))
        }
    }

    private func failure(_ verdict: PingVerdict) -> Failure? {
        switch verdict {
        case .taken: nil
        case .busy(let reason), .refused(let reason):
            Failure(
                "notify.ping", "the monitor at \(host) was not told: \(reason)", remedy: "look at notify.ping",
                disposition: .retry())
        }
    }
}
