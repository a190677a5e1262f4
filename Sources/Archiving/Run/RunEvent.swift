public import Failures
public import FoundationEssentials
public import HTTPTransport
public import Manifest

/// What happens during a run, as it happens; for logs and displays.
public enum RunEvent: Sendable {
    /// Tasks that Model Studio's list named and the manifest did not know.
    case discovered(Int)
    /// A video is under way; watch it by its progress.
    case began(VideoKey, RelayProgress, deadline: Date?)
    /// A video's work in this run is over.
    case ended(VideoKey, VideoOutcome)
    /// No question is asked for so long.
    case resting(Duration)
    /// A dry run would archive this one.
    case wouldArchive(VideoKey)
    /// A task failed at Model Studio; told once.
    case taskFailed(TaskRecord)
    /// A video was lost; told once.
    case lost(VideoRecord)
    /// Something failed that is not about one video alone, and the video or task it failed for.
    case problem(Failure, VideoKey?)
    /// The machine's clock differs from the service's by so much (the service's time minus the machine's). It does not
    /// change the run's status. Told once a run.
    case clockIsOff(Duration)
}
