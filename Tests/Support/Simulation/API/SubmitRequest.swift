import FoundationEssentials

/// The body of a submit, as the Wan image-to-action API documents it.
struct SubmitRequest: Sendable {
    var model: String
    var imageURL: String
    var videoURL: String
    var mode: String
    var watermark: Bool?
    var checksImage: Bool?
    /// The paths of all values there are, documented or not.
    var fields: [String]

    /// - Parameter refusesUndocumented: whether other fields are refused; the service ignores them.
    init(_ body: Data, refusesUndocumented: Bool = true) throws(APIError) {
        guard let value = try? JSONDecoder().decode(JSON.self, from: body), case .object(let members) = value else {
            throw .invalid("The request body is not a JSON object.")
        }
        fields = value.paths.sorted()
        let documented: [String: (required: Set<String>, optional: Set<String>)] = [
            "": (["model", "input", "parameters"], []), "input.": (["image_url", "video_url"], ["watermark"]),
            "parameters.": (["mode"], ["check_image"]),
        ]
        func check(_ members: [String: JSON], _ path: String) throws(APIError) {
            let (required, optional) = documented[path] ?? ([], [])
            if let name = required.subtracting(members.keys).min() { throw .invalid("\(path)\(name) is required.") }
            let unknown = Set(members.keys).subtracting(required).subtracting(optional)
            if refusesUndocumented, let name = unknown.min() {
                throw .invalid("\(path)\(name) is not a known parameter.")
            }
        }
        try check(members, "")
        guard let model = members["model"]?.text, ["wan2.2-animate-move", "wan2.2-animate-mix"].contains(model) else {
            throw APIError(status: 404, code: "ModelNotFound", message: "Model can not be found.")
        }
        self.model = model
        guard case .object(let input)? = members["input"] else { throw .invalid("input is not an object.") }
        try check(input, "input.")
        imageURL = try Self.url("image_url", in: input)
        videoURL = try Self.url("video_url", in: input)
        guard case .object(let parameters)? = members["parameters"] else {
            throw .invalid("parameters is not an object.")
        }
        try check(parameters, "parameters.")
        guard let mode = parameters["mode"]?.text, ["wan-std", "wan-pro"].contains(mode) else {
            throw .invalid("parameters.mode must be wan-std or wan-pro.")
        }
        self.mode = mode
        watermark = try Self.flag(input["watermark"])
        checksImage = try Self.flag(parameters["check_image"])
    }

    /// The keys of the inputs that were uploaded to the service before.
    var uploadedKeys: [String] {
        [imageURL, videoURL].filter { $0.hasPrefix("oss://") }.map { String($0.dropFirst("oss://".count)) }
    }

    private static func url(_ name: String, in input: [String: JSON]) throws(APIError) -> String {
        let url = input[name]?.text ?? ""
        guard ["https://", "http://", "oss://"].contains(where: url.hasPrefix) else {
            throw APIError(status: 400, code: "InvalidURL", message: "input.\(name) is not an HTTP URL.")
        }
        return url
    }

    private static func flag(_ value: JSON?) throws(APIError) -> Bool? {
        switch value {
        case nil: nil
        case .bool(let flag): flag
        default: throw .invalid("watermark and check_image are booleans.")
        }
    }
}
