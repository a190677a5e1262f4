/// What the dates of replies told of the service's time.
///
/// The reply of the shortest round trip of the last 10 minutes counts, because it says best when it was dated. One that
/// the time known so far cannot be squared with counts at once: a clock was set.
struct ServiceTime: Sendable, Equatable {
    /// One reply's date, compared with this machine's clock.
    struct Sample: Sendable, Equatable {
        /// Seconds the service is ahead, as seen from the middle of the exchange.
        var ahead: Double
        /// Seconds the exchange took.
        var roundTrip: Double
        /// When the reply was here, in seconds since 1970 by this machine.
        var received: Double

        /// Seconds the service's time may differ from what the sample says, either way: the reply may have been dated
        /// at either end of the exchange, and its date has whole seconds.
        var uncertainty: Double { roundTrip / 2 + 1 }
    }

    /// In seconds.
    private static let window = 600.0

    /// Oldest first. Each took longer than the one before: a slower and older one would never count.
    private var samples: [Sample] = []

    /// The sample that counts; `nil` until there is one.
    var best: Sample? { samples.first }

    /// Takes a reply.
    mutating func take(_ sample: Sample) {
        if let best, abs(sample.ahead - best.ahead) > sample.uncertainty { samples.removeAll() }
        // One of the future was received before this machine's clock was set back.
        samples.removeAll {
            $0.roundTrip >= sample.roundTrip || !(0...Self.window).contains(sample.received - $0.received)
        }
        samples.append(sample)
    }
}
