public import Redaction
public import RequestSigning

/// How a simulator is set up.
public struct SimulatorOptions: Sendable {
    /// The key its API accepts.
    public var apiKey: Secret
    /// How many requests a second each operation of the API takes (the service: 20); `nil`: any number.
    public var requestsPerSecond: Int?
    /// The bucket of the results.
    public var bucket = "dashscope-result-sim"
    /// The host and port in result URLs; `nil`: the simulator's own. With `bucket.oss-REGION.aliyuncs.com` the
    /// simulator serves as an HTTP proxy for that host.
    public var resultAuthority: String?
    /// What result URLs are signed with.
    public var credentials = SigningCredentials(
        accessKeyID: "LTAI5tSimulatedResults", secretAccessKey: Secret("secret-of-the-result-bucket"))
    /// The region in list replies.
    public var region = "ap-southeast-1"

    /// The usual set-up.
    /// - Parameter apiKey: the key the API accepts.
    public init(apiKey: String = "sk-simulated") { self.apiKey = Secret(apiKey) }
}
