import Foundation
import Testing

@testable import Credentials

@Suite("Times at which keys end")
struct ExpiryTimeTests {
    @Test(
        "are read as services and programs write them",
        arguments: [
            ("2027-01-15T08:00:00Z", 1_800_000_000), ("2027-01-15T08:00:00+00:00", 1_800_000_000),
            ("2027-01-15T08:00:00.123456Z", 1_800_000_000), ("2027-01-15T10:00:00.5+02:00", 1_800_000_000),
            ("2027-01-15T10:00:00+0200", 1_800_000_000), ("2027-01-15T03:30:00-04:30", 1_800_000_000),
            ("124026-11-20T12:00:00Z", nil), ("0-10-12T17:50:30Z", nil), ("2026-11-20T124124242:00:00Z", nil),
            ("2027-01-15", nil), ("1800000000", nil), ("", nil), ("soon", nil), ("2027-01-15T08:00:00.", nil),
        ] as [(String, TimeInterval?)])
    func read(text: String, seconds: TimeInterval?) {
        #expect(ExpiryTime.date(text)?.timeIntervalSince1970 == seconds)
    }
}
