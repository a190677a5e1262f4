import Foundation
import Redaction
import Testing

@testable import Credentials

@Suite("How long a key is kept")
struct LeaseTests {
    private static func lease(lifetime: TimeInterval?) -> Lease {
        let key = AccessKey(
            id: "A", secret: Secret("s"), expiresAt: lifetime.map { Machine.noon.addingTimeInterval($0) },
            origin: "test")
        return Lease(key: key, obtainedAt: Machine.noon)
    }

    @Test(
        "a key is renewed 15 minutes before its end and waited for 5 minutes before it, a short-lived one later",
        arguments: [
            (nil, 1e9, .fresh),
            (3600, 0, .fresh), (3600, 2699, .fresh), (3600, 2700, .early), (3600, 3299, .early), (3600, 3300, .late),
            (3600, 3599, .late), (3600, 3600, .over), (3600, 4000, .over),
            (43_200, 42_299, .fresh), (43_200, 42_300, .early), (43_200, 42_900, .late),
            (900, 674, .fresh), (900, 675, .early), (900, 825, .late), (900, 900, .over),
            (60, 44, .fresh), (60, 45, .early), (60, 55, .late), (0, 0, .over), (-5, 0, .over),
        ] as [(TimeInterval?, TimeInterval, Lease.Phase)])
    func phases(lifetime: TimeInterval?, age: TimeInterval, phase: Lease.Phase) {
        #expect(Self.lease(lifetime: lifetime).phase(at: Machine.noon.addingTimeInterval(age)) == phase)
    }

    @Test(
        "a source that failed is left alone for a time that fits the key's",
        arguments: [(nil, 30), (43_200, 30), (3600, 30), (900, 7.5), (60, 0.5), (-5, 0)]
            as [(TimeInterval?, TimeInterval)])
    func pauses(lifetime: TimeInterval?, pause: TimeInterval) {
        #expect(Self.lease(lifetime: lifetime).pauseAfterFailure == pause)
    }
}
