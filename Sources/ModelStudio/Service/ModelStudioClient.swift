import Failures
public import HTTPTransport
public import Pacing
public import Redaction

/// Model Studio's tasks: submitting, querying, listing and cancelling them (Model Studio, "Manage asynchronous tasks").
///
/// Each call waits for its paced permit, and repeats what may pass when repeated. `X-DashScope-Async` is sent with a
/// submit only: on a query it brings 403.
public struct ModelStudioClient: Sendable {
    /// A wait the service asks for beyond this is left to the caller, who has other work.
    private static let longestWait = Duration.seconds(60)

    let http: any HTTPExchanging
    let endpoint: String
    let pacer: Pacer
    let submitPacer: Pacer
    private let apiKey: Secret
    private let workspaceID: String?
    private let region: String?
    private let serviceClock: ServiceClock
    private let retries: Int
    private let backoff: Backoff
    private let clock: WaitClock
    private let random: @Sendable () -> Double

    /// - Parameters:
    ///   - endpoint: Base URL by ``StudioEndpoint``.
    ///   - apiKey: Sent as Bearer token to that base URL only.
    ///   - workspaceID: Sent as `X-DashScope-WorkSpace` where given.
    ///   - region: Name of the region asked, for what is said of a refused key.
    ///   - pacer: For every call; shared by all clients of one account.
    ///   - submitPacer: For submits besides; the service takes 5 a second of one model.
    ///   - serviceClock: Learns the service's time from every reply.
    ///   - retries: Attempts after the first, 0 or more.
    ///   - random: Uniform in 0..<1, for the jitter.
    public init(
        http: any HTTPExchanging, endpoint: String, apiKey: Secret, workspaceID: String? = nil, region: String? = nil,
        pacer: Pacer, submitPacer: Pacer = Pacer(permitsPerSecond: 4), serviceClock: ServiceClock = ServiceClock(),
        retries: Int = 5, backoff: Backoff = Backoff(), clock: WaitClock = .continuous,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.http = http
        self.endpoint = endpoint
        self.apiKey = apiKey
        self.workspaceID = workspaceID
        self.region = region
        self.pacer = pacer
        self.submitPacer = submitPacer
        self.serviceClock = serviceClock
        self.retries = retries
        self.backoff = backoff
        self.clock = clock
        self.random = random
    }

    /// Who is asked, for the sentences about the replies.
    var asked: AskedService {
        AskedService(
            region: region, hasPlanKey: apiKey.reveal().hasPrefix("sk-sp-"), now: serviceClock.now(), endpoint: endpoint
        )
    }

    /// A request to the service with the fields every one has.
    func request(_ method: String, _ target: String, body: [UInt8]? = nil) -> HTTPRequest {
        var headers: HTTPHeaders = ["Authorization": "Bearer \(apiKey.reveal())", "Accept": "application/json"]
        headers["X-DashScope-WorkSpace"] = workspaceID
        return HTTPRequest(method, endpoint + target, headers: headers, body: body)
    }

    /// Sends a paced request, and again what may pass when repeated.
    func call<Reply: Sendable>(
        _ request: HTTPRequest, _ decode: @Sendable ([UInt8]) throws(Failure) -> Reply
    ) async throws(Failure) -> Reply {
        try await repeating { _ throws(Failure) in try decode(try await body(of: request)) }
    }

    /// Makes attempts, which are told their number from 0, until one succeeds or none is worth it.
    func repeating<Reply: Sendable>(
        _ attempt: (Int) async throws(Failure) -> Reply
    ) async throws(Failure) -> Reply {
        var number = 0
        while true {
            do throws(Failure) {
                return try await attempt(number)
            } catch {
                guard let wait = waitBeforeRepeating(error, number) else { throw error }
                try await pause(wait)
                number += 1
            }
        }
    }

    /// One attempt: the body of a success.
    func body(of request: HTTPRequest) async throws(Failure) -> [UInt8] {
        try await permit(pacer)
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await exchange(request)
        } catch {
            throw ServiceError.failure(error, of: asked)
        }
        if response.head.isSuccess {
            await pacer.speedUp()
            return response.body
        }
        let failure = ServiceError.failure(response, of: asked)
        if failure.code == ServiceRule.throttled { await pacer.slowDown(retryAfter: failure.retryAfter) }
        throw failure
    }

    /// One exchange with the service, from which its time is learnt.
    func exchange(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let sent = serviceClock.localNow
        let response = try await http.exchange(request, limits: ExchangeLimits())
        serviceClock.learn(response.head.headers, sent: sent)
        return response.head.isSuccess ? response : response.hiding(apiKey.reveal())
    }

    func permit(_ pacer: Pacer) async throws(Failure) {
        do throws(CancellationError) {
            try await pacer.permit()
        } catch {
            throw Self.cancelled
        }
    }

    /// The wait before the next attempt, or `nil` where there is to be none.
    ///
    /// - Parameter attempt: Failed attempts before this one, from 0.
    func waitBeforeRepeating(_ failure: Failure, _ attempt: Int) -> Duration? {
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

    func pause(_ wait: Duration) async throws(Failure) {
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
