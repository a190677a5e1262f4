import FoundationEssentials

/// The body of a query's answer.
struct TaskReply {
    var record: TaskRecord
    var status: TaskStatus
    /// The signed URL of each result, in order; `nil` where it failed.
    var urls: [String?]
    var requestID: String

    func body() throws -> Data {
        if status == .succeeded, case .raw(let text) = record.task.shape {
            let filled = text.replacing("{url}", with: (urls.first ?? nil) ?? "")
            return Data(filled.replacing("{id}", with: record.task.id).utf8)
        }
        var reply: [String: JSON] = ["request_id": .string(requestID)]
        var output: [String: JSON] = ["task_id": .string(record.task.id), "task_status": .string(status.rawValue)]
        switch status {
        case .succeeded:
            output.merge(times) { $1 }
            output.merge(results) { $1 }
            reply["usage"] = usage
        case .failed:
            output["code"] = .string(record.task.failure.code)
            output["message"] = .string(record.task.failure.message)
        case .unknown: break
        default: output.merge(times) { $1 }
        }
        reply["output"] = .object(output)
        return try JSON.object(reply).serialized()
    }

    private var times: [String: JSON] {
        let dates = [
            "submit_time": record.submitTime, "scheduled_time": record.task.scheduledTime,
            "end_time": record.task.endTime,
        ]
        return dates.compactMapValues { date in date.map { .string(StudioTime.local($0)) } }
    }

    private var results: [String: JSON] {
        let first = JSON.string((urls.first ?? nil) ?? "")
        switch record.task.shape {
        case .animate: return ["results": ["video_url": first]]
        case .video: return ["video_url": first, "orig_prompt": "A cat runs on the grass."]
        case .outputVideo: return ["output_video_url": first]
        case .images: return ["results": .array(entries), "task_metrics": metrics]
        case .choices: return ["finished": true, "choices": .array(choices)]
        case .noMedia: return ["template_id": "AACT.xxx.K8Nf3tZ1"]
        case .raw: return [:]
        }
    }

    private var entries: [JSON] {
        zip(record.task.results, urls).map { result, url in
            switch result {
            case .object: ["url": .string(url ?? "")]
            case .failed(let code, let message): ["code": .string(code), "message": .string(message)]
            }
        }
    }

    private var metrics: JSON {
        let good = urls.count { $0 != nil }
        return [
            "TOTAL": .integer(Int64(urls.count)), "SUCCEEDED": .integer(Int64(good)),
            "FAILED": .integer(Int64(urls.count - good)),
        ]
    }

    private var choices: [JSON] {
        urls.compactMap { $0 }.map { url in
            let content: JSON = [["type": "image", "image": .string(url)]]
            return ["finish_reason": "stop", "message": ["role": "assistant", "content": content]]
        }
    }

    private var usage: JSON {
        switch record.task.shape {
        case .animate: ["video_duration": 5.2, "video_ratio": "standard"]
        case .video: ["duration": 5, "video_count": 1, "SR": 720]
        case .outputVideo: ["duration": 5, "SR": 720]
        case .images, .choices: ["image_count": .integer(Int64(urls.count { $0 != nil }))]
        case .noMedia, .raw: ["video_duration": 5.2, "video_ratio": "9:16"]
        }
    }
}
