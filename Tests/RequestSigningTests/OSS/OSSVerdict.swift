/// What the signers of Alibaba's two Python SDKs make of an ``OSSJudgedCase``.
struct OSSVerdict: Decodable {
    static let script = "oss_judge.py"

    struct Signed: Decodable, Equatable {
        /// The `Authorization` field, its parts in the order of the newer SDK.
        var authorization: String?
        /// The decoded pairs of a signed URL's query, sorted.
        var query: [[String]]?
    }

    /// The `Date` field of the request.
    var date: String
    /// By `alibabacloud-oss-v2`; `nil` where it cannot judge, for a reason that stands in the script.
    var newer: Signed?
    /// By `oss2`; `nil` likewise.
    var oss2: Signed?

    /// Those there are.
    var all: [Signed] { [newer, oss2].compactMap(\.self) }
}
