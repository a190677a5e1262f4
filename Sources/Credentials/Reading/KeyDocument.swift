import Failures
import FoundationEssentials

/// Keys as JSON. AWS and Alibaba Cloud, their metadata services, token services and programs name the parts
/// differently, none uses a name for two things.
struct KeyDocument: Decodable {
    /// Of `credential_process`.
    let version: Int?
    /// `Success`, or why there are no keys.
    let code: String?
    let message: String?
    private let id: String?
    private let secret: String?
    private let token: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case code = "Code"
        case message = "Message"
        case id = "AccessKeyId"
        case secret = "SecretAccessKey"
        case alibabaSecret = "AccessKeySecret"
        case sessionToken = "SessionToken"
        case token = "Token"
        case securityToken = "SecurityToken"
        case expiration = "Expiration"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ names: CodingKeys...) throws -> String? {
            for name in names {
                if let text = try container.decodeIfPresent(String.self, forKey: name) { return text }
            }
            return nil
        }
        version = try container.decodeIfPresent(Int.self, forKey: .version)
        code = try text(.code)
        message = try text(.message)
        id = try text(.id)
        secret = try text(.secret, .alibabaSecret)
        token = try text(.sessionToken, .token, .securityToken)
        expiration = try text(.expiration)
    }

    /// `nil` for anything but a JSON object with texts where texts belong.
    init?(parsing bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(KeyDocument.self, from: Data(bytes)) else { return nil }
        self = document
    }

    /// - Parameter origin: who gave this.
    /// - Throws: `storage.half-credentials`, `storage.bad-credentials`.
    func accessKey(origin: String) throws(Failure) -> AccessKey {
        let keys = FoundKeys(
            id: .init("AccessKeyId", id), secret: .init("secret key", secret), sessionToken: .init("token", token),
            expiration: .init("Expiration", expiration), origin: origin)
        guard keys.id.value != nil, keys.secret.value != nil, let key = try keys.accessKey() else {
            throw .credentials(
                "storage.half-credentials",
                "\(origin) gave no \(keys.id.value == nil ? keys.id.name : keys.secret.name)",
                remedy: "look at its setup")
        }
        return key
    }
}
