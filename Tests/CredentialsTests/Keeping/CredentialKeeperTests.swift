import Failures
import Foundation
import Redaction
import RequestSigning
import Testing

@testable import Credentials

@Suite("Keeping a key", .timeLimit(.minutes(1)))
struct CredentialKeeperTests {
    private let search = ScriptedSearch()

    private func refusing(_ id: String) -> SigningCredentials {
        SigningCredentials(accessKeyID: id, secretAccessKey: Secret("hush"))
    }

    @Test("a key is looked for once, however often it is asked for", arguments: [nil, 3600] as [TimeInterval?])
    func once(lifetime: TimeInterval?) async throws {
        search.script(ScriptedSearch.key("A", ends: lifetime))
        let keeper = search.keeper()
        for _ in 0..<5 { #expect(try await keeper.current().id == "A") }
        search.advance(2699)
        #expect(try await keeper.current().id == "A")
        #expect(search.started == 1)
    }

    @Test("many callers share one search")
    func shared() async throws {
        search.script(ScriptedSearch.key("A"))
        search.hold()
        let keeper = search.keeper()
        let callers = (0..<20).map { _ in Task { try await keeper.current().id } }
        await search.waitForStart(1)
        search.release()
        for caller in callers { #expect(try await caller.value == "A") }
        #expect(search.started == 1)
    }

    @Test("near its end a key is renewed beside the work, by one search")
    func early() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.key("B", ends: 7200))
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.advance(2700)
        search.hold()
        for _ in 0..<5 { #expect(try await keeper.current().id == "A") }
        await search.waitForStart(2)
        #expect(try await keeper.current().id == "A")
        search.release()
        while try await keeper.current().id != "B" { await Task.yield() }
        #expect(search.started == 2)
    }

    @Test("very near its end the new key is waited for")
    func late() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.key("B", ends: 7200))
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.advance(3300)
        #expect(try await keeper.current().id == "B")
        #expect(search.started == 2)
    }

    @Test("a renewal that fails leaves the old key while it lives, and the source in peace for a while")
    func failedRenewal() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.trouble, ScriptedSearch.trouble)
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.advance(3300)
        #expect(try await keeper.current().id == "A")
        #expect(try await keeper.current().id == "A")
        #expect(search.started == 2)
        search.advance(30)
        #expect(try await keeper.current().id == "A")
        #expect(search.started == 3)
        search.script(ScriptedSearch.key("B", ends: 7200))
        search.advance(30)
        #expect(try await keeper.current().id == "B")
        #expect(search.started == 4)
    }

    @Test("a failed early renewal is tried again after a while")
    func failedEarlyRenewal() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.trouble, ScriptedSearch.key("B", ends: 7200))
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.advance(2700)
        #expect(try await keeper.current().id == "A")
        await search.waitForStart(2)
        // The clock moves on until the failure is known and its pause over.
        while try await keeper.current().id != "B" {
            search.advance(1)
            await Task.yield()
        }
        #expect(search.started == 3)
    }

    @Test("an ended key is not given out; the next call looks again")
    func over() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.trouble, ScriptedSearch.key("B", ends: 7200))
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.advance(3600)
        let failure = await #expect(throws: Failure.self) { try await keeper.current() }
        #expect(failure?.code == "test.trouble")
        #expect(try await keeper.current().id == "B")
    }

    @Test("a first search that fails is repeated by the next call")
    func firstFailure() async throws {
        search.script(ScriptedSearch.trouble, ScriptedSearch.key("A"))
        let keeper = search.keeper()
        await #expect(throws: Failure.self) { try await keeper.current() }
        #expect(try await keeper.current().id == "A")
    }

    @Test("a refused key is looked for again, and it counts whether another is found")
    func refused() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.key("A"), ScriptedSearch.key("B"), ScriptedSearch.trouble)
        let keeper = search.keeper()
        _ = try await keeper.current()
        #expect(await keeper.refused(refusing("A")) == false)
        #expect(await keeper.refused(refusing("A")) == true)
        #expect(try await keeper.current().id == "B")
        // Others were signing with the old key while it was replaced.
        #expect(await keeper.refused(refusing("A")) == true)
        #expect(search.started == 3)
        #expect(await keeper.refused(refusing("B")) == false)
        #expect(try await keeper.current().id == "B")
    }

    @Test("many callers whose key is refused share one search")
    func refusedTogether() async throws {
        search.script(ScriptedSearch.key("A"), ScriptedSearch.key("B"))
        let keeper = search.keeper()
        _ = try await keeper.current()
        search.hold()
        let refused = refusing("A")
        let callers = (0..<20).map { _ in Task { await keeper.refused(refused) } }
        await search.waitForStart(2)
        search.release()
        for caller in callers { #expect(await caller.value) }
        #expect(search.started == 2)
    }

    @Test("a caller that is cancelled does not wait, and takes no other's key along")
    func cancelled() async throws {
        search.hold()
        let keeper = search.keeper()
        let impatient = Task { try await keeper.current().id }
        await search.waitForStart(1)
        let patient = Task { try await keeper.current().id }
        search.script(ScriptedSearch.key("A"))
        impatient.cancel()
        let failure = await #expect(throws: Failure.self) { try await impatient.value }
        #expect(failure?.code == "storage.credentials-cancelled")
        search.release()
        #expect(try await patient.value == "A")
    }

    @Test("keys that came renewed but unchanged are asked for ever closer to their end, not at every use")
    func unchanged() async throws {
        for _ in 0..<10 { search.script(ScriptedSearch.key("A")) }
        let keeper = search.keeper()
        for _ in 0..<3590 {
            #expect(try await keeper.current().id == "A")
            search.advance(1)
        }
        #expect(search.started <= 8)
    }
}
