public import FoundationEssentials
public import HTTPTransport
public import Manifest
public import ModelStudio
public import ObjectStorage
public import Settings

extension ArchivalRun {
    /// What a run works with.
    public struct Tools: Sendable {
        /// The durable record.
        public var manifest: Manifest
        /// Moves the bytes.
        public var http: HTTPClient
        /// Answers for tasks.
        public var studio: ModelStudioClient
        /// Takes the videos.
        public var bucket: Bucket
        /// Forms permanent URLs.
        public var links: LinkRule
        /// Fields and key template of objects.
        public var storage: Settings.Storage
        /// Prefix of every key.
        public var prefix: String
        /// The region `studio` answers for; recorded for discovered tasks, and of no other region is any task asked for.
        public var region: String
        /// The service's time, by which deadlines are judged.
        public var now: @Sendable () -> Date
        /// The service's time minus the machine's, as far as it is known.
        public var clockOffset: @Sendable () -> Duration

        /// The tools of one run; each property says what it is for.
        public init(
            manifest: Manifest, http: HTTPClient, studio: ModelStudioClient, bucket: Bucket, links: LinkRule,
            storage: Settings.Storage, prefix: String, region: String, now: @escaping @Sendable () -> Date,
            clockOffset: @escaping @Sendable () -> Duration = { .zero }
        ) {
            self.manifest = manifest
            self.http = http
            self.studio = studio
            self.bucket = bucket
            self.links = links
            self.storage = storage
            self.prefix = prefix
            self.region = region
            self.now = now
            self.clockOffset = clockOffset
        }
    }
}
