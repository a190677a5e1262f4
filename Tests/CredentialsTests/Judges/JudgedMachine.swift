import Credentials
import Failures
import Foundation
import Glibc
import HTTPTransport
import TestServers

/// A machine of real files, which we and a vendor's SDK look for credentials on.
struct JudgedMachine: Encodable {
    var name: String
    var environment: [String: String] = [:]
    var profile: String?
    /// Texts by path below the home folder; `HOME` in them is that folder.
    var files: [String: String] = [:]
    private(set) var home = ""
    /// Host and port of the fake services.
    private(set) var services = ""

    init(
        _ name: String, _ environment: [String: String] = [:], profile: String? = nil, files: [String: String] = [:]
    ) {
        self.name = name
        self.environment = environment
        self.profile = profile
        self.files = files
    }

    /// The machine on disk, its services being these.
    func placed(in folder: ScratchDirectory, number: Int, services: LoopbackServer) throws -> JudgedMachine {
        var machine = self
        machine.home = folder.file("home\(number)")
        machine.services = "127.0.0.1:\(services.port)"
        let fill = { (text: String) in
            text.replacing("HOME", with: machine.home).replacing("SERVICES", with: services.url)
        }
        machine.environment = environment.mapValues(fill)
        machine.files = files.mapValues(fill)
        try FileManager.default.createDirectory(atPath: machine.home, withIntermediateDirectories: true)
        for (name, text) in machine.files {
            let path = "\(machine.home)/\(name)"
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            chmod(path, name.hasSuffix(".sh") ? 0o700 : 0o600)
        }
        return machine
    }

    /// What we look in; the services answer for the fixed addresses, too.
    func sources(_ http: HTTPClient) -> CredentialSources {
        var endpoints = CredentialEndpoints()
        endpoints.container = "http://\(services)"
        endpoints.ecsMetadata = "http://\(services)"
        endpoints.alibabaTokenService = "http://\(services)"
        return CredentialSources(
            environment: environment, homeDirectory: home, http: http,
            readFile: { (path) throws(Failure) in
                (try? String(contentsOfFile: path, encoding: .utf8)).map { CredentialFile(text: $0) }
            },
            endpoints: endpoints)
    }
}
