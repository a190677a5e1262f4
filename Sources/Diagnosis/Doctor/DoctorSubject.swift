public import Failures
public import ObjectStorage

/// What the doctor examines.
public struct DoctorSubject: Sendable {
    /// What Model Studio said.
    public struct StudioState: Sendable {
        /// Where it answered, e.g. `region singapore`; or why it did not.
        public let answer: Result<String, Failure>
        /// Its time minus this machine's; `nil`: it did not tell.
        public let clockOffset: Duration?

        /// - Parameters: as the properties of the same name.
        public init(answer: Result<String, Failure>, clockOffset: Duration?) {
            self.answer = answer
            self.clockOffset = clockOffset
        }
    }

    /// The bucket of the settings.
    public var bucket: Bucket
    /// Follows links.
    public var web: any WebReading
    /// Asks Model Studio for something small.
    public var studio: @Sendable () async -> StudioState
    /// Finds the storage's credentials and tells what is known of them.
    public var credentials: @Sendable () async throws(Failure) -> CredentialFacts
    /// The probe: stored with the fields that videos get, under a key nobody else uses.
    public var probe: ObjectUpload
    /// The permanent link of the probe; `nil`: there can be none.
    public var link: String?
    /// What should be known of the settings.
    public var cautions: [Caution]
    /// The prefix of `storage.url`.
    public var prefix: String
    /// What to do about links that do not play.
    public var advice: LinkAdvice
    /// Whether `links.baseURL` is set.
    public var hasBaseURL: Bool
    /// Whether the endpoint is this machine.
    public var isLoopback: Bool
    /// `storage.payloadSigning` is `signed`.
    public var signsPayload: Bool
    /// The time, in Unix seconds.
    public var now: @Sendable () -> Int64
    /// Waits between the tries of the link.
    public var pause: @Sendable () async -> Void

    /// - Parameters: as the properties of the same name.
    public init(
        bucket: Bucket, web: any WebReading, studio: @escaping @Sendable () async -> StudioState,
        credentials: @escaping @Sendable () async throws(Failure) -> CredentialFacts, probe: ObjectUpload,
        link: String?,
        cautions: [Caution], prefix: String, advice: LinkAdvice, hasBaseURL: Bool, isLoopback: Bool, signsPayload: Bool,
        now: @escaping @Sendable () -> Int64,
        pause: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .seconds(1)) }
    ) {
        self.bucket = bucket
        self.web = web
        self.studio = studio
        self.credentials = credentials
        self.probe = probe
        self.link = link
        self.cautions = cautions
        self.prefix = prefix
        self.advice = advice
        self.hasBaseURL = hasBaseURL
        self.isLoopback = isLoopback
        self.signsPayload = signsPayload
        self.now = now
        self.pause = pause
    }
}
