/// Query replies as Model Studio sends them.
enum Replies {
    static let id = "0385dc79-5ff8-4d82-bcb6-1234567890ab"

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// A reply of that status whose output has these further members.
    static func query(_ status: String = "SUCCEEDED", _ members: String = "", usage: String = "{}") -> [UInt8] {
        let more = members.isEmpty ? "" : ", \(members)"
        return bytes(
            """
            {"request_id":"r-1","output":{"task_id":"\(id)","task_status":"\(status)"\(more)},"usage":\(usage)}
            """)
    }

    /// The reply of the official page of wan2.2-animate-move.
    static let animateMove = bytes(
        """
        {
            "request_id": "a67f8716-18ef-447c-a286-xxxxxx",
            "output": {
                "task_id": "\(id)",
                "task_status": "SUCCEEDED",
                "submit_time": "2025-09-18 15:32:00.105",
                "scheduled_time": "2025-09-18 15:32:15.066",
                "end_time": "2025-09-18 15:34:41.898",
                "results": {
                    "video_url": "http://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/a.mp4?Expires=1758267281"
                }
            },
            "usage": { "video_ratio": "standard", "video_duration": 5.2 }
        }
        """)
}
