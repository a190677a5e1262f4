import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("run --watch --forever, the service", .serialized, .timeLimit(.minutes(2)))
struct ServiceTests {
    private func manager(of keepreel: inout Keepreel) throws -> ServiceManagerSocket {
        let socket = try ServiceManagerSocket(keepreel.home.file("notify"))
        keepreel.environment["NOTIFY_SOCKET"] = socket.name
        return socket
    }

    @Test("it is ready, archives what comes, reads its settings again on SIGHUP, keeps them from wrong ones, and ends")
    func life() async throws {
        let world = try await World()
        var keepreel = world.keepreel
        let manager = try manager(of: &keepreel)
        func set(_ text: String) throws -> String { try keepreel.home.write(text, to: "service.yaml") }
        func archiveOne() async throws {
            let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
            try await world.add([task])
        }

        let file = try set("links: {baseURL: 'https://one.example.com'}")
        let service = try keepreel.start("run", "--watch", "1s", "--forever", "--format", "json", "--config", file)
        try await manager.wait { $0.contains("READY=1") }
        try await archiveOne()
        try await service.wait { output, _ in output.contains("https://one.example.com/") }

        _ = try set("transfer: {concurency: 4}")
        service.signal(SIGHUP)
        try await service.wait { _, errors in errors.contains("the settings from before stay in force") }
        #expect(service.errors.contains("concurrency"))
        #expect(service.errors.contains("warning: the settings from before"))
        try await archiveOne()
        try await service.wait { output, _ in output.matches(of: /one\.example\.com/).count == 2 }
        let refused = manager.messages.last { $0.hasPrefix("STATUS=") }
        #expect(refused?.hasPrefix("STATUS=settings refused: ") == true, "\(refused ?? "")")

        _ = try set("links: {baseURL: 'https://two.example.com'}")
        service.signal(SIGHUP)
        try await service.wait { _, errors in errors.contains("the settings were read again") }
        try await archiveOne()
        try await service.wait { output, _ in output.contains("https://two.example.com/") }
        let accepted = manager.messages.last { $0.hasPrefix("STATUS=") }
        #expect(accepted?.hasPrefix("STATUS=settings refused: ") == false, "\(accepted ?? "")")
        let news = manager.messages.filter { !$0.hasPrefix("STATUS=") }
        #expect(news == ["READY=1", "RELOADING=1", "READY=1", "RELOADING=1", "READY=1"])

        service.signal(SIGTERM)
        #expect(try await service.result(deadline: .seconds(15)).status == 143)
        try await world.stop()
    }

    @Test("SIGTERM ends the wait between two passes, and SIGHUP begins the next one")
    func waiting() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let manager = try manager(of: &keepreel)
        let service = try keepreel.start("run", "--watch", "1h", "--forever")
        try await manager.wait { $0.contains { $0.hasPrefix("STATUS=") } }
        #expect(try await keepreel("run").status == 0, "the lock is free meanwhile")
        service.signal(SIGHUP)
        try await manager.wait { $0.count { $0.hasPrefix("STATUS=") } == 2 }
        service.signal(SIGTERM)
        let result = try await service.result(deadline: .seconds(15))
        #expect(result.status == 143)
        #expect(result.output == "", "passes with nothing to do fill no log")
    }

    @Test("a service that reaches nobody goes on")
    func unreachable() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let manager = try manager(of: &keepreel)
        _ = try await keepreel("add", "a-task")
        let service = try keepreel.start("run", "--watch", "1s", "--forever")
        try await manager.wait { $0.count { $0.hasPrefix("STATUS=") } == 2 }
        service.signal(SIGINT)
        #expect(try await service.result(deadline: .seconds(15)).status == 130)
    }

    @Test("wrong settings end it before it is ready; --forever alone is wrong usage")
    func refusals() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let manager = try manager(of: &keepreel)
        let file = try keepreel.home.write("transfer: {concurency: 4}", to: "service.yaml")
        #expect(try await keepreel("run", "--watch", "1s", "--forever", "--config", file).status == 78)
        #expect(try await keepreel("run", "--forever").status == 64)
        #expect(try await keepreel("run", "--watch", "1s", "--forever", "--dry-run").status == 64)
        #expect(manager.messages.isEmpty)
    }
}
