import Archiving
import ArgumentParser
import Credentials
import Failures
import FoundationEssentials
import Manifest
import ModelStudio
import ObjectStorage

/// `keepreel link`
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Prints the permanent URLs of tasks, one a line, and nothing else.",
        usage: "keepreel link [options] <task-id>...",
        discussion: "Exit codes: 75 not archived yet, 65 lost, 66 unknown; a sentence on standard error says why.")

    @Argument(help: ArgumentHelp("Task ids.", valueName: "task-id"), completion: .taskIDs)
    var taskIDs: [String]

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Print signed URLs that live so long (at most 7d) instead.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var presign: TimeSpan?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        // Whatever else an app may ask for, it is a task nobody knows: 66.
        for taskID in taskIDs where taskID.isEmpty || taskID.hasPrefix("-") { try TaskID.checkArgument(taskID) }
        if let presign, !(1...604_800).contains(presign.seconds) {
            throw ValidationError("--presign takes 1s to 7d, the longest any provider signs for")
        }
    }

    func run() async throws {
        let context = try CommandContext(options)
        let manifest = try context.readManifest()
        let bucket = try await signingBucket(context)
        var status = ExitStatus.done
        for taskID in taskIDs {
            let task = try manifest.task(taskID)
            let videos = try manifest.videos(of: taskID)
            if videos.isEmpty {
                context.console.error(try UnknownTask.failure(taskID, in: manifest))
                status = status.orGraver(.unknownTask)
            }
            for video in videos {
                if let url = try await url(of: video, context: context, bucket: bucket) {
                    try StandardOutput.write(url + "\n")
                } else {
                    let (reason, why) = MissingLink.explain(video, of: task)
                    context.console.tell("task \(video.key) \(reason)", .error, of: video.key)
                    status = status.orGraver(why)
                }
            }
        }
        if status != .done { throw status }
    }

    /// The bucket that signs, where signed links are asked for.
    private func signingBucket(_ context: CommandContext) async throws(Failure) -> Bucket? {
        guard let presign else { return nil }
        let (bucket, key) = try await context.storage(try context.httpClient())
        if let end = key.expiresAt, end < context.now + Double(presign.seconds) {
            context.console.warning(
                "the links die at \(end.formatted(.iso8601)) with the temporary credentials that sign them; use a "
                    + "lasting key for longer ones")
        }
        return bucket
    }

    private func url(of video: VideoRecord, context: CommandContext, bucket: Bucket?) async throws -> String? {
        guard video.state == .archived else { return nil }
        guard let presign, let bucket, let key = video.objectKey else { return context.links.url(of: video) }
        guard video.bucket == bucket.location.bucket else {
            throw Failure(
                "link.other-bucket", "task \(video.key) is archived in the bucket \(video.bucket ?? "?")",
                remedy: "set storage.url to that bucket to sign links for it", disposition: .stop(.configuration))
        }
        return try await bucket.presignedURL(of: key, seconds: Int(presign.seconds))
    }
}
