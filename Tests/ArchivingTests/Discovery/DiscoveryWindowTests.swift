import Foundation
import Testing

@testable import Archiving

@Suite("Windows of discovery")
struct DiscoveryWindowTests {
    private static let end = Date(timeIntervalSince1970: 1_767_398_399)

    @Test(
        "they touch, last a day at most, and cover the span by either of the two clocks",
        arguments: [0, 60, 3600, 15 * 3600, 16 * 3600 - 60, 16 * 3600, 24 * 3600, 72 * 3600] as [Double])
    func windows(span: Double) throws {
        let start = Self.end - span
        let windows = DiscoveryWindows.covering(start, to: Self.end)
        #expect(windows.first?.lowerBound == start - 8 * 3600)
        #expect(windows.last?.upperBound == Self.end + 60)
        for (window, next) in zip(windows, windows.dropFirst()) { #expect(window.upperBound == next.lowerBound) }
        for window in windows {
            let length = window.upperBound.timeIntervalSince(window.lowerBound)
            #expect(length > 0)
            #expect(length <= 86_400)
        }
    }

    @Test("a day takes two requests, not more")
    func count() {
        #expect(DiscoveryWindows.covering(Self.end - 86_400, to: Self.end).count == 2)
    }
}
