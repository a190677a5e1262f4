import Failures
public import HTTPTransport
import RequestSigning
import Synchronization

/// One bucket, in either dialect: turns what is to be done into signed requests, and replies into meaning.
///
/// What its server teaches (clock, region, endpoint, credentials, pace) holds for every later request.
public final class Bucket: Sendable {
    let http: any HTTPExchanging
    let credentials: any SigningCredentialSource
    let payloadSigning: PayloadSigning
    let throttle: RequestThrottle
    let now: @Sendable () -> Int64
    private let retries: Int
    private let backoff: @Sendable (Int) -> Duration
    private let knowledge: Mutex<BucketKnowledge>

    /// - Parameters:
    ///   - location: where the bucket is, as the settings say.
    ///   - credentials: asked before every request.
    ///   - payloadSigning: whether signatures cover the bodies of uploads.
    ///   - http: sends what is asked here; uploads are sent by whoever asked for them.
    ///   - retries: attempts after the first of every exchange, 0 or more.
    ///   - backoff: the wait before an attempt, by the number of failures so far, from 1.
    ///   - throttle: shared by all who ask the same endpoint.
    ///   - now: the clock, in Unix seconds.
    public init(
        location: BucketLocation, credentials: any SigningCredentialSource, payloadSigning: PayloadSigning = .auto,
        http: any HTTPExchanging, retries: Int, backoff: @escaping @Sendable (Int) -> Duration,
        throttle: RequestThrottle = RequestThrottle(), now: @escaping @Sendable () -> Int64
    ) {
        self.credentials = credentials
        self.payloadSigning = payloadSigning
        self.http = http
        self.retries = retries
        self.backoff = backoff
        self.throttle = throttle
        self.now = now
        knowledge = Mutex(BucketKnowledge(location))
    }

    /// Where the bucket is, as far as is known by now: region and host may have been learnt.
    public var location: BucketLocation { knowledge.withLock { $0.location } }

    func withKnowledge<Result: Sendable>(_ body: (inout BucketKnowledge) -> Result) -> Result {
        knowledge.withLock { body(&$0) }
    }

    /// What a request for that key is signed with at this moment.
    func context(for key: String?) async throws(Failure) -> SigningContext {
        let credentials = try await credentials.credentials()
        let (location, offset) = withKnowledge { ($0.place(for: key), $0.clockOffset) }
        return SigningContext(
            location: location, credentials: credentials, clockOffset: offset,
            time: SigningTime(unixSeconds: now() + offset))
    }

    /// Makes attempts until one succeeds or none is worth it. What a refusal teaches is tried at once, each thing once.
    func repeating<Reply: Sendable>(
        _ attempt: () async throws(AttemptFailure) -> Reply
    ) async throws(Failure) -> Reply {
        var lessons: Set<Lesson> = []
        var failures = 0
        while true {
            do throws(AttemptFailure) {
                return try await attempt()
            } catch {
                if let lesson = error.lesson, lessons.insert(lesson).inserted { continue }
                guard !error.isFinal, let wait = error.failure.waitBeforeRepeating, failures < retries,
                    !Task.isCancelled
                else { throw error.failure }
                failures += 1
                do { try await Task.sleep(for: max(wait, backoff(failures))) } catch { throw cancelled }
            }
        }
    }

    var cancelled: Failure { failure(of: TransportError(.cancelled, "cancelled")) }
}

/// An attempt that did not succeed, and whether it taught something.
struct AttemptFailure: Error {
    var failure: Failure
    var lesson: Lesson?
    /// Whether it was repeated already as often as it may.
    var isFinal = false
    /// Whether it is a refusal that does not say why.
    var isUnexplained = false
}

/// A step within an attempt that is repeated or not as its failure says.
func attempted<Value>(_ step: () throws(Failure) -> Value) throws(AttemptFailure) -> Value {
    do throws(Failure) { return try step() } catch { throw AttemptFailure(failure: error) }
}

extension Failure {
    var isWorthRepeating: Bool { waitBeforeRepeating != nil }

    /// The wait before another attempt at the same; `nil` where none helps.
    fileprivate var waitBeforeRepeating: Duration? {
        switch disposition {
        case .retry(let after): after ?? .zero
        case .unreachable: .zero
        case .renewSource, .refuseContent, .giveUp, .stop: nil
        }
    }
}
