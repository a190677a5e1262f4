import FoundationEssentials

/// The file with the users of a SeaweedFS.
struct SeaweedConfiguration: Encodable {
    private struct Identity: Encodable {
        struct Credential: Encodable {
            var accessKey: String
            var secretKey: String
        }

        var name: String
        var credentials: [Credential]
        var actions: [String]
    }

    private var identities: [Identity]

    init(_ users: [S3Identity], anonymousRead: Bool) {
        identities = users.map { user in
            Identity(
                name: user.accessKeyID,
                credentials: [.init(accessKey: user.accessKeyID, secretKey: user.secretAccessKey)],
                actions: user.actions)
        }
        if anonymousRead { identities.append(Identity(name: "anonymous", credentials: [], actions: ["Read"])) }
    }

    func write(to path: String) throws { try JSONEncoder().encode(self).write(to: URL(filePath: path)) }
}
