/// What botocore, the signer of Amazon's own tools, makes of a ``JudgedCase``.
struct BotocoreVerdict: Decodable {
    static let script = "botocore_judge.py"

    var authorization: String?
    var payload: String?
    var token: String?
    var query: [[String]]?
}
