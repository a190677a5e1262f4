/// An animation to be made: the action of a video carried over to a picture (Model Studio, "Wan image-to-action API
/// reference").
public struct AnimationOrder: Sendable, Equatable {
    /// Name of the model, see ``AnimationModel``.
    public var model: String
    /// URL of the picture, as ``InputURL`` lets it pass.
    public var imageURL: String
    /// URL of the video, as ``InputURL`` lets it pass.
    public var videoURL: String
    /// Quality and price.
    public var mode: AnimationMode
    /// Whether the result is marked as generated; `nil` leaves it to the service.
    public var watermark: Bool?
    /// Whether the service looks at the picture before it begins; `nil` leaves it to the service.
    public var checksImage: Bool?

    /// An order of these inputs.
    public init(
        model: String = AnimationModel.default, imageURL: String, videoURL: String, mode: AnimationMode,
        watermark: Bool? = nil, checksImage: Bool? = nil
    ) {
        self.model = model
        self.imageURL = imageURL
        self.videoURL = videoURL
        self.mode = mode
        self.watermark = watermark
        self.checksImage = checksImage
    }

    /// The JSON to send: the documented fields, optional ones only where given, keys sorted.
    public var requestBody: [UInt8] {
        var input: [String: JSONValue] = ["image_url": .string(imageURL), "video_url": .string(videoURL)]
        input["watermark"] = watermark.map(JSONValue.bool)
        var parameters: [String: JSONValue] = ["mode": .string(mode.rawValue)]
        parameters["check_image"] = checksImage.map(JSONValue.bool)
        let body: JSONValue = .object([
            "model": .string(model), "input": .object(input), "parameters": .object(parameters),
        ])
        return Array((body.compactText ?? "").utf8)
    }

    /// Whether an input is a temporary upload, which the service finds only when told to look.
    var hasUploadedInput: Bool { [imageURL, videoURL].contains { $0.hasPrefix("oss://") } }
}
