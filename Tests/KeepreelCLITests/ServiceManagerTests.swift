import Foundation
import TestServers
import Testing

@testable import KeepreelCLI

@Suite("Telling systemd", .timeLimit(.minutes(1)))
struct ServiceManagerTests {
    @Test(
        "notifications reach sockets with a path and abstract ones, in the protocol's words", arguments: [true, false])
    func socket(isAbstract: Bool) async throws {
        let scratch = try ScratchDirectory("notify")
        let socket = try ServiceManagerSocket(
            isAbstract ? "@keepreel-\(UUID().uuidString)" : scratch.file("notify"))
        let manager = ServiceManager(socket: socket.name)
        manager.tell(.ready)
        manager.tell(.reloading)
        manager.tell(.status("one\nREADY=0\nthree"))
        try await socket.wait { $0.count == 3 }
        #expect(socket.messages == ["READY=1", "RELOADING=1", "STATUS=one READY=0 three"])
    }

    @Test(
        "nobody to tell, and names that are none, are no failure",
        arguments: [nil, "", "@", "relative", "/nowhere/at/all", "vsock:2:1", "/" + String(repeating: "n", count: 200)])
    func nobody(name: String?) { ServiceManager(socket: name).tell(.ready) }
}
