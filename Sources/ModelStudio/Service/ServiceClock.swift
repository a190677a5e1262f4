public import FoundationEssentials
import HTTPTransport
import Synchronization
import WireFormats

/// The service's time, learnt from the `Date` of its replies: deadlines are the service's, and the clock of this machine
/// may be wrong.
public final class ServiceClock: Sendable {
    /// A difference within this is none: `Date` has whole seconds, and replies take time.
    private static let tolerance = 2.0
    /// An exchange that took longer says too little about when the reply was dated, in seconds.
    private static let longestExchange = 10.0

    private let local: @Sendable () -> Date
    private let learnt = Mutex(ServiceTime())

    /// - Parameter local: This machine's time.
    public init(local: @escaping @Sendable () -> Date = { Date() }) { self.local = local }

    /// The time by the service's clock, as far as it is known.
    public func now() -> Date { local().addingTimeInterval(secondsAhead) }

    /// How far the service is ahead of this machine; zero until learnt and within 2 seconds.
    public var offset: Duration { .seconds(secondsAhead) }

    /// How far the service's time may be from what was learnt, either way: 1 second and half the round trip of the reply
    /// that counts. Zero until learnt.
    public var uncertainty: Duration { .seconds(learnt.withLock { $0.best?.uncertainty } ?? 0) }

    /// Whether a reply has told the service's time.
    public var isLearnt: Bool { learnt.withLock { $0.best != nil } }

    /// Takes the time of a reply. It counts where it took no longer than the others of the last 10 minutes, or where it
    /// rules out what they told. One without a readable date, or of an exchange that took longer than 10 seconds, says
    /// nothing.
    ///
    /// - Parameters:
    ///   - dateHeader: The `Date` of the reply (RFC 9110, 6.6.1).
    ///   - sent: When the request was sent, by this machine.
    ///   - received: When the reply was here, by this machine.
    public func learn(dateHeader: String?, sent: Date, received: Date) {
        let time = received.timeIntervalSince(sent)
        guard let seconds = dateHeader.flatMap(HTTPDate.unixSeconds), (0...Self.longestExchange).contains(time) else {
            return
        }
        // The date is cut to whole seconds; on average it stands for half a second later.
        let ahead = Double(seconds) + 0.5 - (sent.timeIntervalSince1970 + time / 2)
        let sample = ServiceTime.Sample(
            ahead: ahead, roundTrip: time, received: received.timeIntervalSince1970)
        learnt.withLock { $0.take(sample) }
    }

    /// Takes the time of a reply that has just come, unless a cache held it for a while (`Age`, RFC 9111, 5.1).
    func learn(_ headers: HTTPHeaders, sent: Date) {
        if let age = headers["Age"], age != "0" { return }
        learn(dateHeader: headers["Date"], sent: sent, received: local())
    }

    /// This machine's time.
    var localNow: Date { local() }

    private var secondsAhead: Double {
        let ahead = learnt.withLock { $0.best?.ahead } ?? 0
        return abs(ahead) > Self.tolerance ? ahead : 0
    }
}
