public import ModelStudio

/// One image-to-action task that somebody wants, before anything of it was checked.
public struct SubmitJob: Sendable, Equatable {
    /// The caller's own name for the job; one name is submitted once.
    public var clientID: String?
    /// Name of the model.
    public var model: String
    /// The character's image.
    public var image: InputReference
    /// The video whose action is transferred.
    public var video: InputReference
    /// The service mode.
    public var mode: AnimationMode
    /// Whether the output is marked as generated; `nil` leaves it to the service.
    public var watermark: Bool?
    /// Whether the service checks the image first; `nil` leaves it to the service.
    public var checksImage: Bool?

    /// - Parameters: as the properties of the same name.
    public init(
        clientID: String? = nil, model: String = AnimationModel.default, image: InputReference, video: InputReference,
        mode: AnimationMode, watermark: Bool? = nil, checksImage: Bool? = nil
    ) {
        self.clientID = clientID
        self.model = model
        self.image = image
        self.video = video
        self.mode = mode
        self.watermark = watermark
        self.checksImage = checksImage
    }
}
