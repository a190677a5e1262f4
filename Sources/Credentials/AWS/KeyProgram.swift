import ChildProcesses
import Failures

/// A program that prints keys: `credential_process` of a profile (AWS SDKs and Tools Reference, "Process credential
/// provider"). Neither its arguments nor what it prints is ever repeated; its stderr is keepreel's own.
struct KeyProgram {
    /// As the profile has it; taken apart without a shell.
    let command: String
    let profile: String
    let sources: CredentialSources

    private static let version = 1

    private var name: String { "the credential_process of the AWS profile '\(profile)'" }

    func key() async throws(Failure) -> AccessKey {
        guard let words = ShellWords.split(command), !words.isEmpty else {
            throw failure("has a quotation mark or backslash without an end", remedy: "correct it in ~/.aws/config")
        }
        let document = KeyDocument(parsing: try await output(of: words))
        guard let document, document.version == Self.version else {
            throw failure(
                "did not print keys as JSON of version 1", remedy: "run it by hand and look at what it prints")
        }
        return try document.accessKey(origin: name)
    }

    private func output(of words: [String]) async throws(Failure) -> [UInt8] {
        let byHand = "run it by hand in the environment of keepreel"
        switch await sources.runProcess(words, sources.environment) {
        case .exited(status: 0, let output): return output
        case .exited(let status, _):
            throw failure("ended with status \(status)", remedy: "look at its messages on stderr, or \(byHand)")
        case .killed(let signal): throw failure("was ended by signal \(signal)", remedy: byHand)
        case .timedOut: throw failure("took too long", remedy: "\(byHand); it must not ask for anything")
        case .tooMuchOutput: throw failure("printed far more than keys", remedy: byHand)
        case .notStarted(let reason):
            throw failure("could not be started: \(reason)", remedy: "write the program with its whole path")
        case .cancelled: throw .searchCancelled
        }
    }

    private func failure(_ what: String, remedy: String) -> Failure {
        .credentials("storage.credential-process", "\(name) \(what)", remedy: remedy)
    }
}
