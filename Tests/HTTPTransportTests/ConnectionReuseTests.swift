import Dispatch
import Synchronization
import Testing

@testable import HTTPTransport

@Suite("Connections", .timeLimit(.minutes(1)))
struct ConnectionReuseTests {
    /// Lets nobody go on before so many have come.
    private final class Meeting: Sendable {
        private let arrived = Mutex(0)
        private let door = DispatchSemaphore(value: 0)
        let size: Int

        init(_ size: Int) { self.size = size }

        func wait() {
            let isLast = arrived.withLock { arrived in
                arrived = (arrived + 1) % size
                return arrived == 0
            }
            if isLast { for _ in 1..<size { door.signal() } } else { door.wait() }
        }
    }

    @Test("that were needed at once are used again, also after a moment that needs one")
    func kept() async throws {
        let meeting = Meeting(12)
        let server = try ScriptedServer { connection in
            while true {
                if try connection.request().line.contains("/together") { meeting.wait() }
                try connection.respond(200)
            }
        }
        defer { server.stop() }
        let client = try HTTPClient()
        for _ in 0..<5 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<meeting.size {
                    group.addTask { _ = try await client.exchange(HTTPRequest("GET", server.url + "/together")) }
                }
                try await group.waitForAll()
            }
            _ = try await client.exchange(HTTPRequest("GET", server.url + "/alone"))
        }
        #expect(server.connections == meeting.size)
    }
}
