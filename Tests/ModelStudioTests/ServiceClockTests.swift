import FoundationEssentials
import HTTPTransport
import ModelStudio
import Testing

@Suite("the service's clock")
struct ServiceClockTests {
    /// 2000-01-01 00:00:00.
    private static let local = Date(timeIntervalSince1970: 946_684_800)

    private static func clock() -> ServiceClock { ServiceClock(local: { Self.local }) }

    @Test("is this machine's until something was learnt")
    func unlearnt() {
        let clock = Self.clock()
        #expect(clock.now() == Self.local)
        #expect(clock.offset == .zero)
        #expect(clock.uncertainty == .zero)
        #expect(!clock.isLearnt)
    }

    @Test(
        "is learnt from the middle of the exchange, and differs from 2 seconds up",
        arguments: [
            ("Sat, 01 Jan 2000 00:00:00 GMT", 0.0, 1.0, 0.0), ("Sat, 01 Jan 2000 00:00:01 GMT", 0, 0, 0),
            ("Sat, 01 Jan 2000 00:00:02 GMT", 0, 0, 2.5), ("Sat, 01 Jan 2000 00:00:02 GMT", -1, 2, 0),
            ("Fri, 31 Dec 1999 23:59:57 GMT", 0, 0, -2.5), ("Fri, 31 Dec 1999 23:59:58 GMT", 0, 0, 0),
            ("Sat, 01 Jan 2000 01:00:00 GMT", -10, 0, 3605.5), ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 1, -946_684_800),
        ])
    func learnt(date: String, sent: Double, received: Double, seconds: Double) {
        let clock = Self.clock()
        clock.learn(
            dateHeader: date, sent: Self.local.addingTimeInterval(sent),
            received: Self.local.addingTimeInterval(received))
        #expect(clock.isLearnt)
        #expect(clock.offset == .seconds(seconds))
        #expect(clock.uncertainty == .seconds((received - sent) / 2 + 1))
        #expect(clock.now() == Self.local.addingTimeInterval(seconds))
    }

    @Test(
        "does not listen to what says nothing",
        arguments: [
            (nil, 0.0), ("", 0), ("yesterday", 0), ("Sat, 01 Jan 2000 01:00:00 GMT", 10.1),
            ("Sat, 01 Jan 2000 01:00:00 GMT", -0.1),
        ] as [(String?, Double)])
    func ignored(date: String?, time: Double) {
        let clock = Self.clock()
        clock.learn(dateHeader: date, sent: Self.local, received: Self.local.addingTimeInterval(time))
        #expect(!clock.isLearnt)
        #expect(clock.offset == .zero)
    }

    @Test("keeps what a fast reply told, and does not jump with slow ones")
    func fastest() {
        let clock = Self.clock()
        for (date, time) in [("00:00:10", 0.25), ("00:00:16", 6), ("00:00:10", 8)] {
            clock.learn(
                dateHeader: "Sat, 01 Jan 2000 \(date) GMT", sent: Self.local,
                received: Self.local.addingTimeInterval(time))
        }
        #expect(clock.offset == .seconds(10.375))
        #expect(clock.uncertainty == .seconds(1.125))
    }

    @Test("follows a clock that was set")
    func set() {
        let clock = Self.clock()
        for date in ["Sat, 01 Jan 2000 01:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT"] {
            clock.learn(dateHeader: date, sent: Self.local, received: Self.local)
        }
        #expect(clock.offset == .zero)
        #expect(clock.isLearnt)
    }

    @Test(
        "is fed by every reply, also by a refusal, but not by one out of a cache",
        arguments: [
            (200, "0", true), (404, nil, true), (500, nil, true), (200, "7", false), (200, "old", false),
        ] as [(Int, String?, Bool)])
    func fed(status: Int, age: String?, isLearnt: Bool) async {
        var headers: HTTPHeaders = ["Date": "Sat, 01 Jan 2000 01:00:00 GMT"]
        headers["Age"] = age
        let clock = Self.clock()
        let http = ScriptedHTTP([.reply(status, "{}", headers)])
        _ = try? await http.client(retries: 0, serviceClock: clock).query(Replies.id)
        #expect(clock.isLearnt == isLearnt)
        let submitting = Self.clock()
        let posts = ScriptedHTTP([.reply(status, "{}", headers)])
        _ = await posts.client(serviceClock: submitting).submit(
            AnimationOrder(imageURL: "https://h/a", videoURL: "https://h/b", mode: .standard))
        #expect(submitting.isLearnt == isLearnt)
    }
}
