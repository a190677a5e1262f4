/// What the API's replies hold, as far as tests look at it.
struct StudioReply: Decodable {
    struct Output: Decodable {
        var task_id: String
        var task_status: String
        var submit_time: String?
        var scheduled_time: String?
        var end_time: String?
        var code: String?
        var message: String?
        var results: Results?
        var video_url: String?
        var output_video_url: String?
        var task_metrics: [String: Int]?
    }

    /// An object for some models, an array for others.
    enum Results: Decodable {
        case object([String: String])
        case array([[String: String]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let object = try? container.decode([String: String].self) {
                self = .object(object)
            } else {
                self = .array(try container.decode([[String: String]].self))
            }
        }
    }

    var output: Output
}
