import Foundation
import Testing

@testable import Archiving

@Suite("Windows of discovery")
struct DiscoveryWindowTests {
    private static let end = Date(timeIntervalSince1970: 1_767_398_399.5)

    @Test(
        "they touch, last a day at most, and cover the span by every clock from UTC-8 to UTC+9",
        arguments: [0, 60, 3600, 7 * 3600 - 62, 7 * 3600 - 61, 7 * 3600, 24 * 3600, 72 * 3600] as [Double])
    func windows(span: Double) throws {
        let start = Self.end - span
        let windows = DiscoveryWindows.covering(start, to: Self.end)
        let (first, last) = (try #require(windows.first), try #require(windows.last))
        // UTC+8 is sent: a service that reads it as UTC-8 takes it for 16 hours later, as UTC+9 for an hour earlier.
        #expect(first.from + 16 * 3600 <= start)
        #expect(last.to - 3600 >= Self.end + 60)
        #expect(last.seconds > 0)
        for (window, next) in zip(windows, windows.dropFirst()) { #expect(window.end == next.start) }
        for window in windows { #expect(window.seconds <= 86_400) }
    }

    @Test("a day takes two requests, not more")
    func count() {
        #expect(DiscoveryWindows.covering(Self.end - 86_400, to: Self.end).count == 2)
    }
}
