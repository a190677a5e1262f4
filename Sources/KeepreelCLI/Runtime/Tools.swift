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
    /// The bucket of the settings with its credentials.
    func bucket(_ http: HTTPClient) async throws(Failure) -> S3Bucket {
        let place = try settings.requireStorage()
        guard place.dialect == .s3 else {
            throw Failure(
                "config.oss-dialect", "storage.url begins with oss://, which this version does not speak",
                remedy: "write s3://\(place.bucket) and set storage.endpoint to https://s3.oss-REGION.aliyuncs.com",
                disposition: .stop(.configuration))
        }
        let location = try bucketLocation(place)
        let key = try await credentials(http).current()
        for warning in key.warnings where !options.quiet { console.line("keepreel: warning: \(warning)") }
        return S3Bucket(
            location: location, credentials: key.signingCredentials,
            payloadSigning: settings.storage.payloadSigning == .signed ? .signed : .unsigned,
            now: { Int64(Date().timeIntervalSince1970) })
    }

    /// The keeper of the bucket's credentials.
    private func credentials(_ http: HTTPClient) -> CredentialKeeper {
        let files = sources.readFile
        return CredentialKeeper(
            .s3(),
            sources: CredentialSources(
                environment: sources.environment, homeDirectory: sources.homeDirectory, http: http,
                readFile: { (path) throws(Failure) in
                    try files(path).map {
                        CredentialFile(text: $0.text, isReadableByOthers: $0.isReadableByOthers)
                    }
                }))
    }

    private func bucketLocation(_ place: StorageLocation) throws(Failure) -> BucketLocation {
        let storage = settings.storage
        return try BucketLocation(
            bucket: place.bucket, endpoint: storage.endpoint?.text, region: storage.region,
            profile: storage.profile == .auto ? nil : storage.profile.rawValue,
            addressing: ObjectStorage.Addressing(rawValue: storage.addressing.rawValue))
    }

    /// The rule permanent links follow.
    var links: LinkRule { LinkRule(baseURL: settings.links.baseURL?.text) }

    /// Bytes all rings together may take, as far as each keeps a useful size.
    private static let ringBudget = 2 << 20

    func httpClient() throws(Failure) -> HTTPClient {
        do throws(TransportError) {
            return try HTTPClient(
                TransportOptions(
                    caBundle: settings.storage.caBundle, stallTimeout: settings.transfer.stallTimeout,
                    bandwidth: Int64(settings.transfer.bandwidth.bytes),
                    ringCapacity: min(1 << 20, Self.ringBudget / settings.transfer.concurrency),
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
        manifest: Manifest, http: HTTPClient, studio: ModelStudioClient, bucket: S3Bucket, clock: ServiceClock
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
            concurrency: transfer.concurrency, partSize: Int64(transfer.partSize.bytes), retries: transfer.retries,
            sourcePolicy: transfer.allowPrivateSources ? .any : .publicOnly,
            backoff: { backoff.wait(attempt: $0 - 1, random: .random(in: 0..<1)) })
    }
}
