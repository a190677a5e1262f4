import Archiving
import Failures
import HTTPTransport
import Manifest
import Synchronization

/// What a run tells its observer.
final class EventLog: Sendable {
    private let told = Mutex<[RunEvent]>([])

    var observe: @Sendable (RunEvent) -> Void {
        { event in self.told.withLock { $0.append(event) } }
    }

    var events: [RunEvent] { told.withLock { $0 } }

    /// Videos that were begun, in this order.
    var began: [VideoKey] {
        events.compactMap { event in
            if case .began(let key, _, _) = event { key } else { nil }
        }
    }

    /// Counters of the videos that were begun.
    var progress: [RelayProgress] {
        events.compactMap { event in
            if case .began(_, let progress, _) = event { progress } else { nil }
        }
    }

    /// How the work on each video ended.
    var outcomes: [VideoOutcome] {
        events.compactMap { event in
            if case .ended(_, let outcome) = event { outcome } else { nil }
        }
    }

    /// Tasks that were told as failed.
    var failedTasks: [String] {
        events.compactMap { event in
            if case .taskFailed(let task) = event { task.taskID } else { nil }
        }
    }

    /// Videos that were told as lost.
    var losses: [VideoRecord] {
        events.compactMap { event in
            if case .lost(let video) = event { video } else { nil }
        }
    }

    /// Videos that a dry run listed.
    var listed: [VideoKey] {
        events.compactMap { event in
            if case .wouldArchive(let key) = event { key } else { nil }
        }
    }

    /// What failed besides single videos.
    var problems: [Failure] {
        events.compactMap { event in
            if case .problem(let failure, _) = event { failure } else { nil }
        }
    }

    /// By how much the machine's clock was told to be off.
    var clockOffsets: [Duration] {
        events.compactMap { event in
            if case .clockIsOff(let offset) = event { offset } else { nil }
        }
    }

    /// Numbers of tasks discovered.
    var discoveries: [Int] {
        events.compactMap { event in
            if case .discovered(let count) = event { count } else { nil }
        }
    }
}

extension VideoOutcome {
    /// Why it is not archived.
    var failure: Failure? {
        switch self {
        case .postponed(let failure), .lost(let failure), .stopped(let failure): failure
        case .archived, .cancelled: nil
        }
    }

    var isPostponed: Bool {
        if case .postponed = self { true } else { false }
    }

    var isLost: Bool {
        if case .lost = self { true } else { false }
    }

    var isCancelled: Bool {
        if case .cancelled = self { true } else { false }
    }
}
