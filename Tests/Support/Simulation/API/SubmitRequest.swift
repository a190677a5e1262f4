import FoundationEssentials

/// The body of a submit, as the Wan image-to-action API documents it; other fields are refused.
struct SubmitRequest: Sendable {
    var model: String

    init(_ body: Data) throws(APIError) {
        guard let value = try? JSONDecoder().decode(JSON.self, from: body), case .object(let members) = value else {
            throw .invalid("The request body is not a JSON object.")
        }
        try Self.check(members, required: ["model", "input", "parameters"], optional: [], path: "")
        guard let model = members["model"]?.text, ["wan2.2-animate-move", "wan2.2-animate-mix"].contains(model) else {
            throw APIError(status: 404, code: "ModelNotFound", message: "Model can not be found.")
        }
        self.model = model
        guard case .object(let input)? = members["input"] else { throw .invalid("input is not an object.") }
        try Self.check(input, required: ["image_url", "video_url"], optional: ["watermark"], path: "input.")
        for name in ["image_url", "video_url"] {
            let url = input[name]?.text ?? ""
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw APIError(status: 400, code: "InvalidURL", message: "input.\(name) is not an HTTP URL.")
            }
        }
        guard case .object(let parameters)? = members["parameters"] else {
            throw .invalid("parameters is not an object.")
        }
        try Self.check(parameters, required: ["mode"], optional: ["check_image"], path: "parameters.")
        guard ["wan-std", "wan-pro"].contains(parameters["mode"]?.text) else {
            throw .invalid("parameters.mode must be wan-std or wan-pro.")
        }
        for flag in [input["watermark"], parameters["check_image"]].compactMap({ $0 }) {
            guard case .bool = flag else { throw .invalid("watermark and check_image are booleans.") }
        }
    }

    private static func check(
        _ members: [String: JSON], required: Set<String>, optional: Set<String>, path: String
    ) throws(APIError) {
        if let missing = required.subtracting(members.keys).min() { throw .invalid("\(path)\(missing) is required.") }
        let unknown = Set(members.keys).subtracting(required).subtracting(optional)
        if let name = unknown.min() { throw .invalid("\(path)\(name) is not a known parameter.") }
    }
}
