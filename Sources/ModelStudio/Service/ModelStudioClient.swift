public import Failures
public import FoundationEssentials
public import HTTPTransport
public import Redaction
import WireFormats

/// Asks Model Studio about tasks (Model Studio, "Manage asynchronous tasks").
///
/// Each call waits for its paced permit, and repeats what may pass when repeated. `X-DashScope-Async` is never sent: on
/// a query it brings 403.
public struct ModelStudioClient: Sendable {
    /// A wait the service asks for beyond this is left to the caller, who has other work.
    private static let longestWait = Duration.seconds(60)

    private let http: any HTTPExchanging
    private let endpoint: String
    private let apiKey: Secret
    private let workspaceID: String?
    private let pacer: Pacer
    private let retries: Int
    private let backoff: Backoff
    private let clock: WaitClock
    private let random: @Sendable () -> Double

    /// - Parameters:
    ///   - endpoint: Base URL by ``StudioEndpoint``.
    ///   - apiKey: Sent as Bearer token to that base URL only.
    ///   - workspaceID: Sent as `X-DashScope-WorkSpace` where given.
    ///   - pacer: Shared by all clients of one account.
    ///   - retries: Attempts after the first, 0 or more.
    ///   - random: Uniform in 0..<1, for the jitter.
    public init(
        http: any HTTPExchanging, endpoint: String, apiKey: Secret, workspaceID: String? = nil, pacer: Pacer,
        retries: Int = 5, backoff: Backoff = Backoff(), clock: WaitClock = .continuous,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.http = http
        self.endpoint = endpoint
        self.apiKey = apiKey
        self.workspaceID = workspaceID
        self.pacer = pacer
        self.retries = retries
        self.backoff = backoff
        self.clock = clock
        self.random = random
    }

    /// What the service says of one task. A failed or unknown task is an answer, not an error.
    ///
    /// - Throws: The last failure once the retries are used up, any other at once.
    public func query(_ taskID: String) async throws(Failure) -> TaskReport {
        try TaskID.validate(taskID)
        return try await get("/tasks/\(taskID)") { body throws(Failure) in
            try TaskReportDecoder.decode(body, askedFor: taskID)
        }
    }

    /// One page of the tasks created within a window.
    ///
    /// - Parameters:
    ///   - from: Start of the window. Which clock the service reads it by is not documented; UTC+8 is sent, so ask with
    ///     a margin and filter on the rows' own times.
    ///   - to: End of the window, at most 24 hours after the start.
    ///   - page: From 1.
    ///   - size: Rows a page, 1 to 100.
    ///   - status: Only tasks of that status.
    ///   - model: Only tasks of that model.
    public func list(
        from: Date, to: Date, page: Int = 1, size: Int = 100, status: TaskStatus? = nil, model: String? = nil
    ) async throws(Failure) -> TaskPage {
        let parameters: [(String, String?)] = [
            ("page_no", String(page)), ("page_size", String(size)),
            ("start_time", StudioTime.listParameter(from)), ("end_time", StudioTime.listParameter(to)),
            ("status", status?.name), ("model_name", model),
        ]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.component($0))" } }
        return try await get("/tasks?" + query.joined(separator: "&"), TaskPageDecoder.decode)
    }

    private func get<Reply: Sendable>(
        _ target: String, _ decode: @Sendable ([UInt8]) throws(Failure) -> Reply
    ) async throws(Failure) -> Reply {
        var headers: HTTPHeaders = ["Authorization": "Bearer \(apiKey.reveal())", "Accept": "application/json"]
        headers["X-DashScope-WorkSpace"] = workspaceID
        let request = HTTPRequest("GET", endpoint + target, headers: headers)
        var attempt = 0
        while true {
            do throws(Failure) {
                return try decode(try await exchange(request))
            } catch {
                guard let wait = waitBeforeRepeating(error, attempt) else { throw error }
                try await pause(wait)
                attempt += 1
            }
        }
    }

    /// One attempt: the body of a success.
    private func exchange(_ request: HTTPRequest) async throws(Failure) -> [UInt8] {
        do throws(CancellationError) {
            try await pacer.permit()
        } catch {
            throw Self.cancelled
        }
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await http.exchange(request, limits: ExchangeLimits())
        } catch {
            throw ServiceError.failure(error)
        }
        if response.head.isSuccess {
            await pacer.speedUp()
            return response.body
        }
        if response.head.status == 429 { await pacer.slowDown() }
        throw ServiceError.failure(response)
    }

    /// The wait before the next attempt, or `nil` where there is to be none.
    private func waitBeforeRepeating(_ failure: Failure, _ attempt: Int) -> Duration? {
        let asked: Duration
        switch failure.disposition {
        case .retry(let after): asked = after ?? .zero
        case .unreachable: asked = .zero
        default: return nil
        }
        guard attempt < retries, !Task.isCancelled else { return nil }
        let wait = max(asked, backoff.wait(attempt: attempt, random: random()))
        return wait <= Self.longestWait ? wait : nil
    }

    private func pause(_ wait: Duration) async throws(Failure) {
        do {
            try await clock.sleep(wait)
        } catch {
            throw Self.cancelled
        }
    }

    private static var cancelled: Failure {
        Failure("studio.cancelled", "the request to Model Studio was cancelled", disposition: .retry())
    }
}
