public import FoundationEssentials
public import Redaction
public import RequestSigning

/// How a simulator is set up.
public struct SimulatorOptions: Sendable {
    /// The key its API accepts.
    public var apiKey: Secret
    /// How many requests a second each operation of the API but submits takes (the service: 20); `nil`: any number.
    public var requestsPerSecond: Int?
    /// How many submits a second the API takes (the service: 5); `nil`: any number.
    public var submitsPerSecond: Int? = 5
    /// From when on tasks are kept for 24 hours.
    public var retention = Retention.fromSubmission
    /// The bucket of the results.
    public var bucket = "dashscope-result-sim"
    /// The host and port in result URLs; `nil`: the simulator's own. With `bucket.oss-REGION.aliyuncs.com` the
    /// simulator serves as an HTTP proxy for that host.
    public var resultAuthority: String?
    /// The scheme of result URLs; the simulator itself serves without TLS.
    public var resultScheme = "http"
    /// What result URLs are signed with.
    public var credentials = SigningCredentials(
        accessKeyID: "LTAI5tSimulatedResults", secretAccessKey: Secret("secret-of-the-result-bucket"))
    /// The region in list replies.
    public var region = "ap-southeast-1"
    /// Whether a submit with other fields than the documented ones is refused. The service ignores them, which would
    /// hide mistakes of a client; the official SDK adds some.
    public var refusesUndocumentedFields = true
    /// In which order tasks are listed.
    public var listOrder = ListOrder.newestFirst
    /// By which clock the window of a list is read.
    public var listZone = ListZone.utc8
    /// How many seconds after it was submitted a task is seen in lists.
    public var listLag: TimeInterval = 0
    /// Whether the last row of a page is the first of the next again.
    public var repeatsRows = false
    /// How long an upload policy is valid, in seconds.
    public var uploadPolicyLifetime: TimeInterval = 300
    /// The largest file that may be uploaded, in MiB.
    public var uploadLimitMegabytes = 1024

    /// The usual set-up.
    /// - Parameter apiKey: the key the API accepts.
    public init(apiKey: String = "sk-simulated") { self.apiKey = Secret(apiKey) }
}
