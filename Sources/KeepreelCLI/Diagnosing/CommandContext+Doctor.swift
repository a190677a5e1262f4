import Archiving
import Credentials
import Diagnosis
import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import ObjectStorage
import Settings
import WireFormats

extension CommandContext {
    /// What the doctor examines: the parts of a run, each of which may turn out not to work.
    func doctorSubject(_ place: StorageLocation, _ location: BucketLocation) throws(Failure) -> DoctorSubject {
        let http = try httpClient()
        let keeper = credentials(location.dialect, http)
        let hasBaseURL = settings.links.baseURL != nil
        let probe = probe(under: place.prefix)
        let hasLink = hasBaseURL || location.publicURL(of: probe.key) != nil
        return DoctorSubject(
            bucket: bucket(at: location, keeper, http), web: http,
            studio: { await studioState(http) },
            credentials: { () throws(Failure) in CredentialFacts(try await keeper.current()) },
            probe: probe, link: hasLink ? links.url(of: probe.key, in: location) : nil,
            cautions: warnings.map { Caution($0) }, prefix: place.prefix,
            advice: linkAdvice(location, prefix: place.prefix), hasBaseURL: hasBaseURL,
            isLoopback: settings.storage.endpoint?.isLoopback ?? false,
            signsPayload: settings.storage.payloadSigning == .signed,
            now: { Int64(Date().timeIntervalSince1970) })
    }

    /// What to do about links that do not play.
    func linkAdvice(_ location: BucketLocation, prefix: String) -> LinkAdvice {
        LinkAdvice(
            location: location, prefix: prefix, hasBaseURL: settings.links.baseURL != nil,
            contentDisposition: settings.storage.contentDisposition)
    }

    /// Stored like a video, under a name of its own.
    private func probe(under prefix: String) -> ObjectUpload {
        let token = RandomToken.make()
        let name = "keepreel-doctor-\(token).mp4"
        var probe = ObjectUpload(
            key: prefix.isEmpty ? name : "\(prefix)/\(name)", contentType: "video/mp4", settings: settings.storage)
        probe.metadata.append((ObjectUpload.tokenName, token))
        return probe
    }

    /// Asks for the tasks of the last minute, which every key may.
    private func studioState(_ http: HTTPClient) async -> DoctorSubject.StudioState {
        let clock = ServiceClock()
        do throws(Failure) {
            let now = now
            _ = try await studio(http, clock: clock).list(from: now - 60, to: now, size: 1)
            return DoctorSubject.StudioState(
                answer: .success("region \(settings.studio.region.rawValue)"),
                clockOffset: clock.isLearnt ? clock.offset : nil)
        } catch {
            return DoctorSubject.StudioState(answer: .failure(error), clockOffset: nil)
        }
    }
}

extension CredentialFacts {
    /// What has an end and is not from the environment is found anew before it.
    init(_ key: AccessKey) {
        self.init(
            origin: key.origin, isTemporary: key.sessionToken != nil, expiresAt: key.expiresAt,
            isRenewed: key.expiresAt != nil && key.origin != "the environment",
            cautions: key.warnings.map { Caution(found: $0.message, remedy: $0.remedy) })
    }
}

extension Caution {
    init(_ warning: SettingsProblem) {
        let subject = warning.path.map { "\(warning.place): \($0)" } ?? warning.place
        self.init(found: "\(subject): \(warning.message)", remedy: warning.remedy ?? "check it")
    }
}

extension PolicyNeeds {
    init(_ storage: Settings.Storage) {
        self.init(setsACL: storage.acl != nil, setsTags: !storage.tags.isEmpty, kmsKeyID: storage.kmsKeyID)
    }
}
