/// Where the URL stands in the reply of a finished task: each family of models has its own place.
public enum ResultShape: Sendable, Equatable {
    /// `output.results.video_url`: wan2.2-animate-move and -mix, s2v, emo, liveportrait.
    case animate
    /// `output.video_url`: text to video, image to video, videoretalk.
    case video
    /// `output.output_video_url`: video-style-transform.
    case outputVideo
    /// `output.results[]` with `url` or an error each, and `task_metrics`: the older image models.
    case images
    /// `output.choices[].message.content[].image`: the newer image models.
    case choices
    /// Succeeded without media, `output.template_id` instead.
    case noMedia
    /// This body instead; `{url}` stands for the signed URL of the first result, `{id}` for the task id.
    case raw(String)
}
