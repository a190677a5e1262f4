extension Schema {
    /// - `video_by_object`: a list of the bucket asks which of its keys are known.
    static let fourthStep = """
        CREATE INDEX video_by_object ON video (bucket, object_key) WHERE state = 'archived';
        """
}
