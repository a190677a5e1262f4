extension ModelStudioSimulator {
    /// The submits that were accepted, in their order.
    public var submits: [SubmittedOrder] { core.withState { $0.submits } }

    /// The inputs that were uploaded, in their order.
    public var uploads: [UploadedFile] { core.withState { $0.uploads } }
}
