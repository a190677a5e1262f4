import Failures
import Simulation
import TestServers
import Testing

/// Something that goes wrong while one video is archived, and what has to come of it.
struct Trouble: Sendable, CustomTestStringConvertible {
    /// The service that has it.
    enum Side: String, Sendable, CaseIterable {
        case source
        case storage
        case studio
    }

    /// What is wrong.
    enum Kind: Sendable {
        /// A connection to the side.
        case connection(ConnectionFault)
        /// Nobody listens at the side's port.
        case closedPort
        /// An answer of the source.
        case object([Fault])
        /// A request to the storage; without an action it is the one that carries the bytes.
        case request(ServerFault, on: String? = nil)
        /// A query of the task.
        case query(APIFault)
        /// The side's certificate is that of an unknown authority.
        case unknownAuthority
    }

    /// How a trouble ends after the URL's end.
    enum Deadline: Sendable {
        /// All goes on.
        case passes
        /// The side's connections are reset.
        case breaks
    }

    /// How the run with the trouble ends.
    enum End: Sendable, Equatable {
        case archived
        /// The video waits for the next run, with this error.
        case pending(String, Failures.ExitStatus = .unfinished)
        /// The task waits for the next run, unasked.
        case unasked(Failures.ExitStatus)
        case lost(String)
    }

    var name: String
    var side: Side
    var kind: Kind
    /// How often it happens; `nil`: always.
    var times: Int? = 1
    /// How the run ends with one PUT, and with parts.
    var ends: (single: End, parts: End)
    /// Whether only a video in parts can meet it.
    var isOfParts = false
    /// Whether the first request of a video in parts meets it, not the second.
    var isAtFirst = false
    /// Whether the side speaks TLS.
    var isSecure = false
    /// Repetitions in the run with the trouble.
    var retries = 2
    /// Whether it is waited for; such cases run side by side.
    var isSlow = false
    /// What happens once the trouble stands and the URL has died meanwhile; `nil`: the URL lives.
    var deadline: Deadline?
    /// Another way the run may end, where that is a matter of time.
    var otherEnd: End?
    /// Whether the storage may keep uploads until the next run that the manifest does not know: it told of nothing.
    var leavesUploads = false
    /// How the run ends with a server of S3 where that is another end.
    var endOnS3: End?
    /// How often all bytes of the video may be taken by the storage, the next run included.
    var mostUploads = 2

    var testDescription: String { "\(side): \(name)" }

    /// One that passes after it happened so often.
    static func passing(
        _ side: Side, _ name: String, _ kind: Kind, times: Int = 1, _ end: End = .archived, onS3 endOnS3: End? = nil,
        or otherEnd: End? = nil, isAtFirst: Bool = false, isSlow: Bool = false, isSecure: Bool = false
    ) -> Trouble {
        Trouble(
            name: name, side: side, kind: kind, times: times, ends: (end, end), isAtFirst: isAtFirst,
            isSecure: isSecure, isSlow: isSlow,
            otherEnd: otherEnd, endOnS3: endOnS3)
    }

    /// One that stays as long as the run.
    static func lasting(
        _ side: Side, _ name: String, _ kind: Kind, _ end: End, parts: End? = nil, isSlow: Bool = false,
        isSecure: Bool = false, leavesUploads: Bool = false, mostUploads: Int = 2
    ) -> Trouble {
        Trouble(
            name: "\(name), always", side: side, kind: kind, times: nil, ends: (end, parts ?? end),
            isSecure: isSecure, retries: isSlow ? 0 : 2, isSlow: isSlow, leavesUploads: leavesUploads,
            mostUploads: mostUploads)
    }

    /// One of the storage that only videos in parts meet.
    static func ofParts(_ name: String, _ fault: ServerFault, on action: String) -> Trouble {
        Trouble(
            name: name, side: .storage, kind: .request(fault, on: action), ends: (.archived, .archived), isOfParts: true
        )
    }

    /// One that has not passed when the URL dies.
    static func beyondDeadline(
        _ side: Side, _ name: String, _ kind: Kind, _ end: End, parts: End? = nil, then deadline: Deadline = .passes
    ) -> Trouble {
        Trouble(name: name, side: side, kind: kind, ends: (end, parts ?? end), deadline: deadline)
    }

    /// How the run may end that sends the video there.
    func ends(_ upload: UploadCase) -> [End] {
        if let endOnS3, upload.kind != .oss { return [endOnS3] }
        return [upload.way == .single ? ends.single : ends.parts] + [otherEnd].compactMap { $0 }
    }
}
