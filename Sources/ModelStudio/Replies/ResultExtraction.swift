import HTTPTransport
import Media

/// Finds the results in the `output` of a succeeded task, wherever its model family puts them.
///
/// The shapes are tried in a fixed order and the first that yields anything is taken, so that an echoed input never
/// stands beside a result. An empty string is no result.
enum ResultExtraction {
    private struct Field {
        var name: String
        var kind: ExpectedContent
    }

    static func results(in output: JSONValue) -> [TaskResult] {
        let found: [() -> [TaskResult]] = [
            { media(output["results"], [Field(name: "video_url", kind: .video)]) },
            // Kling adds a second copy only when a watermark was asked for, so it is kept as well.
            {
                media(
                    output,
                    [Field(name: "video_url", kind: .video), Field(name: "watermark_video_url", kind: .video)])
            },
            { media(output, [Field(name: "output_video_url", kind: .video)]) },
            { entries(output["results"]?.elements ?? []) },
            { choices(output["choices"]?.elements ?? []) },
            { media(output, [Field(name: "output_image_url", kind: .image)]) },
            { media(output["results"], models) },
            { remaining(output) },
        ]
        for shape in found {
            let results = shape()
            if !results.isEmpty { return results }
        }
        return []
    }

    /// Tripo's 3D models and the picture of one.
    private static let models = [
        Field(name: "pbr_model_url", kind: .any), Field(name: "base_model_url", kind: .any),
        Field(name: "rendered_image_url", kind: .image),
    ]

    /// The named members of an object; the index is the place in the list of names.
    private static func media(_ object: JSONValue?, _ fields: [Field]) -> [TaskResult] {
        fields.enumerated().compactMap { index, field in
            webURL(object?[field.name]).map { result(index, $0, field.kind) }
        }
    }

    /// `results[]` of the image families: each entry has a URL, or a code and message of its own.
    private static func entries(_ entries: [JSONValue]) -> [TaskResult] {
        entries.enumerated().compactMap { index, entry in
            let candidates = [entry["video_url"], entry["url"], entry["image_url"], entry]
            if let url = candidates.lazy.compactMap(webURL).first {
                return result(index, url, entry["video_url"] == nil ? .image : .video)
            }
            guard let code = entry["code"]?.shownText else { return nil }
            let message = entry["message"]?.shownText ?? ""
            return TaskResult(index: index, outcome: .failed(code: code, message: message))
        }
    }

    /// `choices[].message.content[]` with an `image` or `video`; texts between them are not counted.
    private static func choices(_ choices: [JSONValue]) -> [TaskResult] {
        let content = choices.flatMap { $0["message"]?["content"]?.elements ?? [] }
        let places = content.compactMap { entry in
            entry["video"].map { ($0, ExpectedContent.video) } ?? entry["image"].map { ($0, .image) }
        }
        return places.enumerated().compactMap { index, place in
            webURL(place.0).map { result(index, $0, place.1) }
        }
    }

    /// For a shape not known here: every URL below `output` that is no echoed input, in the order of the sorted keys.
    /// Better an object nobody asked for than a paid result lost.
    private static func remaining(_ output: JSONValue) -> [TaskResult] {
        urls(below: output).enumerated().map { index, url in result(index, url, .any) }
    }

    private static func urls(below value: JSONValue) -> [String] {
        switch value {
        case .string: webURL(value).map { [$0] } ?? []
        case .array(let elements): elements.flatMap(urls)
        case .object(let members):
            members.filter { !isEchoedInput($0.key) }.sorted { $0.key < $1.key }.flatMap { urls(below: $0.value) }
        default: []
        }
    }

    /// Names under which the families take their inputs, and texts that may quote a URL of the documentation.
    private static func isEchoedInput(_ key: String) -> Bool {
        let name = key.lowercased()
        let prefixes = ["orig_", "input", "ref_", "reference", "first_frame", "last_frame", "mask", "source", "driven"]
        let names: Set = ["image_url", "image_urls", "img_url", "audio_url", "images", "media", "code", "message"]
        return names.contains(name) || name.contains("prompt") || prefixes.contains { name.hasPrefix($0) }
    }

    /// The file extension, where it is a known one, says more than the name of the field.
    private static func result(_ index: Int, _ url: String, _ kind: ExpectedContent) -> TaskResult {
        TaskResult(index: index, outcome: .media(url: url, kind: MediaFileType(url: url)?.content ?? kind))
    }

    private static func webURL(_ value: JSONValue?) -> String? {
        guard case .string(let text) = value else { return nil }
        return URLRule.objection(to: text) == nil ? text : nil
    }
}
