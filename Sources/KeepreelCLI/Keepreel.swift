public import ArgumentParser
import Failures

/// The root command.
public struct Keepreel: AsyncParsableCommand {
    /// Help, subcommands and version, as ArgumentParser asks for them.
    public static let configuration = CommandConfiguration(
        commandName: "keepreel",
        abstract: "Keeps the videos of Alibaba Model Studio: from the URL that dies to a link that lasts.",
        usage: "keepreel <command> [options]",
        discussion: """
            keepreel finds finished tasks, streams each video from its temporary URL straight into your S3- or \
            OSS-compatible bucket, proves that it arrived whole, and keeps a manifest task id -> permanent URL.

            A first run, which saves every video of the last 24 hours:
              export DASHSCOPE_API_KEY=sk-…
              export AWS_ACCESS_KEY_ID=…  AWS_SECRET_ACCESS_KEY=…
              export KEEPREEL_STORAGE_URL=s3://my-bucket/videos
              export KEEPREEL_STORAGE_REGION=eu-central-1
              export KEEPREEL_STUDIO_REGION=singapore
              export KEEPREEL_DISCOVER_MODELS='[]'  # every model, not only wan2.2-animate
              keepreel doctor
              keepreel run
              keepreel status

            Exit codes:
              0    done: all that could be archived is archived, nothing is in danger
              64   wrong usage
              65   at least one video was lost for good
              66   unknown task id
              69   Model Studio or the storage cannot be reached, or refuses service
              70   a bug in keepreel
              75   not finished, the next run goes on
              77   credentials refused
              78   configuration wrong
              130  stopped by SIGINT      143  stopped by SIGTERM
            """,
        version: "keepreel \(number)",
        subcommands: [
            RunCommand.self, SubmitCommand.self, AddCommand.self, StatusCommand.self, CancelCommand.self,
            LinkCommand.self, VerifyCommand.self, ExportCommand.self, RecoverCommand.self, PruneCommand.self,
            DoctorCommand.self, ConfigCommand.self,
        ])

    /// The version.
    static let number = "0.1.0"

    @OptionGroup var options: GlobalOptions

    /// For ArgumentParser.
    public init() {}

    /// Parses and runs; every way out of the program comes through here.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: the exit status.
    public static func execute(_ arguments: [String]) async -> Int32 {
        // Before anything is told, wrong usage included.
        Console.standard.format = LogFormat(askedForBy: arguments)
        do {
            var command = try Keepreel.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitStatus.done.rawValue
        } catch let failure as Failure {
            Console.standard.error(failure)
            return failure.exitStatus.rawValue
        } catch is StandardOutput.Closed {
            return ExitStatus.done.rawValue
        } catch let status as ExitStatus {
            return status.rawValue
        } catch {
            return tell(error, arguments)
        }
    }

    /// Instead of "Error: ".
    public static var _errorPrefix: String { "keepreel: " }

    /// Help and version, as ArgumentParser words them, and usage errors.
    private static func tell(_ error: any Error, _ arguments: [String]) -> Int32 {
        let text = fullMessage(for: error)
        let words = CommandWords(arguments, of: Keepreel.self)
        switch exitCode(for: error) {
        // For the help of a command that there is not, ArgumentParser shows the program's.
        case .success where !words.isHelp || words.unknown == nil:
            if !text.isEmpty { try? StandardOutput.write(text + "\n") }
            return ExitStatus.done.rawValue
        case .success, .validationFailure:
            for line in UsageError(text, words: words).lines {
                Console.standard.line(line, .error)
            }
            return ExitStatus.usage.rawValue
        // Whatever else comes up to here has not been thought of.
        default:
            Console.standard.line("\(text); this is a bug in keepreel", .error)
            return ExitStatus.bug.rawValue
        }
    }
}
