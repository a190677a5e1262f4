import Archiving
import Credentials
import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import Settings

/// Builds the parts of a run from the settings; the one place that knows all of them.
extension CommandContext {
    /// The bucket of the settings with its credentials, which are there when this returns.
    func bucket(_ http: HTTPClient) async throws(Failure) -> Bucket { try await storage(http).bucket }

    /// The bucket that videos go to; says so if nobody could fetch them there.
    func bucketForVideos(_ http: HTTPClient) async throws(Failure) -> Bucket {
        let bucket = try await bucket(http)
        let location = bucket.location
        if settings.links.baseURL == nil, location.publicURL(of: "video") == nil, !options.quiet {
            console.warning("\(location.missingPublicLink)")
        }
        return bucket
    }

    /// The bucket, and the key it is spoken to with at first.
    func storage(_ http: HTTPClient) async throws(Failure) -> (bucket: Bucket, key: AccessKey) {
        let location = try bucketLocation(try settings.requireStorage())
        let keeper = credentials(location.dialect, http)
        // A service or a program that gives keys out may take its time.
        let key = try await Interruption.preparing(console: console) { () async throws(Failure) in
            try await keeper.current()
        }
        if !options.quiet {
            for warning in key.warnings { console.warning("\(warning)") }
        }
        return (bucket(at: location, keeper, http), key)
    }

    func bucket(at location: BucketLocation, _ keeper: CredentialKeeper, _ http: HTTPClient) -> Bucket {
        let backoff = Backoff()
        return Bucket(
            location: location, credentials: KeptCredentials(keeper: keeper),
            payloadSigning: ObjectStorage.PayloadSigning(rawValue: settings.storage.payloadSigning.rawValue) ?? .auto,
            http: http, retries: settings.transfer.retries,
            backoff: { backoff.wait(attempt: $0 - 1, random: .random(in: 0..<1)) },
            now: { Int64(Date().timeIntervalSince1970) })
    }

    /// The keeper of the bucket's credentials.
    func credentials(_ dialect: Dialect, _ http: HTTPClient) -> CredentialKeeper {
        let files = sources.readFile
        let chain: CredentialChain =
            switch dialect {
            case .s3: .s3()
            case .oss: .oss
            }
        return CredentialKeeper(
            chain,
            sources: CredentialSources(
                environment: sources.environment, homeDirectory: sources.homeDirectory, http: http,
                readFile: { (path) throws(Failure) in
                    try files(path).map {
                        CredentialFile(text: $0.text, isReadableByOthers: $0.isReadableByOthers)
                    }
                }))
    }

    func bucketLocation(_ place: StorageLocation) throws(Failure) -> BucketLocation {
        let storage = settings.storage
        return try BucketLocation(
            bucket: place.bucket, endpoint: storage.endpoint?.text, region: storage.region,
            profile: storage.profile == .auto ? nil : storage.profile.rawValue,
            addressing: ObjectStorage.Addressing(rawValue: storage.addressing.rawValue),
            dialect: place.dialect == .oss ? .oss : .s3)
    }

    /// The rule permanent links follow. Settings that do not tell where the bucket is leave recorded links as they are.
    var links: LinkRule {
        let location = settings.storage.url.flatMap { try? bucketLocation($0) }
        return LinkRule(baseURL: settings.links.baseURL?.text, location: location)
    }

    /// Connections beside those of relays: for questions to Model Studio, lists, uploads that begin.
    private static let questions = 16

    func httpClient() throws(Failure) -> HTTPClient {
        do throws(TransportError) {
            return try HTTPClient(
                TransportOptions(
                    caBundle: settings.storage.caBundle, stallTimeout: settings.transfer.stallTimeout,
                    bandwidth: Int64(settings.transfer.bandwidth.bytes),
                    connections: 2 * transferOptions.relays + Self.questions,
                    proxies: ProxyPolicy(environment: sources.environment)))
        } catch {
            throw Failure("transport.start", error.detail, disposition: .stop(.bug), cause: error)
        }
    }

    /// - Parameter clock: learns the service's time from its replies.
    func studio(_ http: HTTPClient, clock: ServiceClock) throws(Failure) -> ModelStudioClient {
        let studio = settings.studio
        return ModelStudioClient(
            http: http,
            endpoint: try StudioEndpoint.resolve(
                region: ModelStudio.StudioRegion(named: studio.region.rawValue), workspaceID: studio.workspaceID,
                endpointOverride: studio.endpoint?.text),
            apiKey: try settings.requireAPIKey(), workspaceID: studio.workspaceID, region: studio.region.rawValue,
            pacer: Pacer(permitsPerSecond: studio.queriesPerSecond), serviceClock: clock,
            retries: settings.transfer.retries)
    }

    /// What runs work with; the time is the service's.
    func tools(
        manifest: Manifest, http: HTTPClient, studio: ModelStudioClient, bucket: Bucket, clock: ServiceClock
    ) throws(Failure) -> ArchivalRun.Tools {
        ArchivalRun.Tools(
            manifest: manifest, http: http, studio: studio, bucket: bucket, links: links, storage: settings.storage,
            prefix: try settings.requireStorage().prefix, region: settings.studio.region.rawValue,
            now: { clock.now() }, clockOffset: { clock.offset })
    }

    var transferOptions: TransferOptions {
        let backoff = Backoff()
        let transfer = settings.transfer
        return TransferOptions(
            concurrency: transfer.concurrency, partSize: Int64(transfer.partSize.bytes),
            partsPerVideo: transfer.partsPerVideo, retries: transfer.retries,
            sourcePolicy: transfer.allowPrivateSources ? .any : .publicOnly,
            backoff: { backoff.wait(attempt: $0 - 1, random: .random(in: 0..<1)) })
    }
}
