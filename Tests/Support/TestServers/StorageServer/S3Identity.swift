/// A user of the test server.
public struct S3Identity: Sendable, Hashable {
    /// The public half of the key pair.
    public var accessKeyID: String
    /// The private half.
    public var secretAccessKey: String
    /// What it may do, in the words of SeaweedFS: `Admin`, `Read`, `Write`, `List`, `Tagging`, each also as
    /// `Read:bucket`.
    public var actions: [String]

    /// Describes a user; without `actions` one that may do everything.
    public init(
        accessKeyID: String, secretAccessKey: String,
        actions: [String] = ["Admin", "Read", "Write", "List", "Tagging"]
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.actions = actions
    }

    /// The administrator of test servers.
    public static let administrator = S3Identity(
        accessKeyID: "AKIATESTADMIN", secretAccessKey: "secret-of-the-test-administrator")
}
