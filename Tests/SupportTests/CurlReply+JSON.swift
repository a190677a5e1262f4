import FoundationEssentials
import TestServers

extension CurlReply {
    /// The body as JSON.
    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body))
    }
}
