/// One submit that was accepted, as it was asked for.
public struct SubmittedOrder: Sendable, Equatable {
    /// The id of the task it became.
    public var taskID: String
    /// The model's name.
    public var model: String
    /// `input.image_url`
    public var imageURL: String
    /// `input.video_url`
    public var videoURL: String
    /// `parameters.mode`
    public var mode: String
    /// `input.watermark`; `nil`: it was not there.
    public var watermark: Bool?
    /// `parameters.check_image`; `nil`: it was not there.
    public var checksImage: Bool?
    /// The field `X-DashScope-Async`.
    public var asyncHeader: String?
    /// The field `X-DashScope-OssResourceResolve`.
    public var resolveHeader: String?
    /// The field `X-DashScope-WorkSpace`.
    public var workspaceHeader: String?
    /// The path of every value in the body (`input.image_url`), sorted.
    public var fields: [String]

    init(taskID: String, request: SubmitRequest, headers: [String: String]) {
        self.taskID = taskID
        model = request.model
        imageURL = request.imageURL
        videoURL = request.videoURL
        mode = request.mode
        watermark = request.watermark
        checksImage = request.checksImage
        asyncHeader = headers["x-dashscope-async"]
        resolveHeader = headers["x-dashscope-ossresourceresolve"]
        workspaceHeader = headers["x-dashscope-workspace"]
        fields = request.fields
    }
}
