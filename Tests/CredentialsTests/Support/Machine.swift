import ChildProcesses
import Credentials
import Failures
import Foundation
import HTTPTransport

/// A machine that credentials are looked for on: all of it in memory.
struct Machine {
    var environment: [String: String] = [:]
    /// By absolute path.
    var files: [String: String] = [:]
    /// Files that others may read.
    var openFiles: Set<String> = []
    var http: any HTTPExchanging = FakeHTTP.silent
    var programs: @Sendable ([String], [String: String]) async -> ProcessOutcome = { _, _ in .notStarted("no programs")
    }
    var now = Self.noon

    static let home = "/home/reel"
    /// 2027-01-15T08:00:00Z.
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    var sources: CredentialSources {
        let (files, openFiles, now) = (files, openFiles, now)
        return CredentialSources(
            environment: environment, homeDirectory: Self.home, http: http,
            readFile: { (path) throws(Failure) in
                files[path].map { CredentialFile(text: $0, isReadableByOthers: openFiles.contains(path)) }
            },
            runProcess: programs, now: { now })
    }

    /// The file below the home folder.
    mutating func write(_ text: String, to name: String) { files["\(Self.home)/\(name)"] = text }

    func s3(profile: String? = nil) async throws(Failure) -> AccessKey {
        try await CredentialChain.s3(profile: profile).resolve(in: sources)
    }

    func oss() async throws(Failure) -> AccessKey { try await CredentialChain.oss.resolve(in: sources) }

    /// Why nothing is found; `nil` if something is.
    func s3Failure(profile: String? = nil) async -> Failure? {
        do {
            _ = try await s3(profile: profile)
            return nil
        } catch { return error }
    }

    /// Why nothing is found; `nil` if something is.
    func ossFailure() async -> Failure? {
        do {
            _ = try await oss()
            return nil
        } catch { return error }
    }
}

extension Machine {
    /// Two files as the AWS tools have them.
    static func aws(
        credentials: String? = nil, config: String? = nil, environment: [String: String] = [:],
        http: any HTTPExchanging = FakeHTTP.silent
    ) -> Machine {
        var machine = Machine(environment: environment, http: http)
        if let credentials { machine.write(credentials, to: ".aws/credentials") }
        if let config { machine.write(config, to: ".aws/config") }
        return machine
    }
}
