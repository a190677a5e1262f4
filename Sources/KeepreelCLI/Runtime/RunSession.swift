import Archiving
import Failures
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage

/// What one run leaves to the next in the same process: settings, connections and credentials.
struct RunSession {
    let context: CommandContext
    let http: HTTPClient
    let bucket: Bucket
    let clock = ServiceClock()
    let studio: ModelStudioClient

    /// Reads the settings and finds the credentials.
    init(_ options: GlobalOptions) async throws(Failure) {
        let context = try CommandContext(options)
        try await self.init(context, try context.httpClient())
    }

    /// Finds the credentials.
    init(_ context: CommandContext, _ http: HTTPClient) async throws(Failure) {
        self.context = context
        self.http = http
        bucket = try await context.bucketForVideos(http)
        studio = try context.studio(http, clock: clock)
    }

    func tools(_ manifest: Manifest) throws(Failure) -> ArchivalRun.Tools {
        try context.tools(manifest: manifest, http: http, studio: studio, bucket: bucket, clock: clock)
    }
}
