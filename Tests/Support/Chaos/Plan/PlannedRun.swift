/// One run of keepreel while things go wrong.
public struct PlannedRun: Sendable, Equatable {
    /// When a run is killed: so long after its so many-th request to the source.
    public struct Kill: Sendable, Equatable {
        /// Requests to the source, from 0.
        public var requests: Int
        /// Milliseconds after that.
        public var pause: Int

        /// Half as late, for a run that ended before.
        var sooner: Kill { Kill(requests: requests / 2, pause: pause / 2) }
    }

    /// What happens to it.
    public enum Trouble: Sendable, Equatable {
        /// `kill -9`.
        case killed(Kill)
        /// Two are started at once, and the first of them is killed, if anything is; the other one waits for the lock.
        case overlapped(Kill?)
        /// No file may grow beyond so many KiB, as on a disk that is full.
        case fullDisk(kibibytes: Int)
        /// The clocks of all services are ahead by so many seconds.
        case clockOff(seconds: Double)
    }

    /// What happens to it.
    public var trouble: Trouble
    /// The videos, by position, that come to be before it.
    public var newVideos: Range<Int>
}
