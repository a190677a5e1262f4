/// A reply to a list.
struct StudioList: Decodable {
    struct Row: Decodable {
        var task_id: String
        var status: String
        var model_name: String
        var gmt_create: Int64
        var end_time: Int64?
    }

    var total: Int
    var total_page: Int
    var page_no: Int
    var page_size: Int
    var data: [Row]
}
