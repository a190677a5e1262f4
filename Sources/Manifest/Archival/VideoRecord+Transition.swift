import Failures
import FoundationEssentials

extension VideoRecord {
    /// This record in another state, with what that state implies and `change` on top.
    ///
    /// - Throws: `manifest.illegal-transition`.
    func changed(
        to next: VideoState, at: Date, _ change: (inout VideoRecord) -> Void = { _ in }
    ) throws(Failure) -> VideoRecord {
        guard state.canBecome(next) else { throw illegal(next) }
        let record = entering(next, at: at, change)
        // A lost video has no source any more: it comes back only together with a fresh one.
        guard next != .pending || record.sourceURL != nil else { throw illegal(next) }
        return record
    }

    /// This record as archived by the object that was found of it.
    ///
    /// - Throws: `manifest.illegal-transition`.
    func adopting(_ found: FoundVideo, at: Date) throws(Failure) -> VideoRecord {
        guard state.canBeAdopted else { throw illegal(.archived) }
        return entering(.archived, at: at) { record in
            (record.lostAt, record.reportedAt) = (nil, nil)
            found.describe(&record)
        }
    }

    func entering(_ next: VideoState, at: Date, _ change: (inout VideoRecord) -> Void) -> VideoRecord {
        var record = self
        record.state = next
        record.updatedAt = at
        switch next {
        case .waiting, .archiving: break
        case .pending: (record.lostAt, record.reportedAt) = (nil, nil)
        case .archived: (record.sourceURL, record.archivedAt, record.lastError) = (nil, at, nil)
        case .lost: (record.sourceURL, record.lostAt, record.reportedAt) = (nil, at, nil)
        case .none: record.sourceURL = nil
        }
        change(&record)
        return record
    }

    /// This record with another source URL. One that is under way goes on as such: the process that uploads it may not
    /// be the one that was told of the URL.
    ///
    /// - Parameter submittedAt: when the service took the task in.
    func withSource(
        _ url: String, expiresAt: Date?, submittedAt: Date?, at: Date
    ) throws(Failure) -> VideoRecord {
        try changed(to: state == .archiving ? .archiving : .pending, at: at) { record in
            record.sourceURL = url
            record.expiresAt = expiresAt
            record = record.planned(submittedAt: submittedAt)
        }
    }

    /// This record with the due time that follows from its URL's end and its task's submission.
    func planned(submittedAt: Date?) -> VideoRecord {
        var record = self
        record.dueAt = Deadline.due(expiresAt: expiresAt, submittedAt: submittedAt)
        return record
    }

    func illegal(_ next: VideoState) -> Failure {
        Failure(
            "manifest.illegal-transition",
            "the video \(key) is \(state.rawValue) and cannot become \(next.rawValue)", disposition: .stop(.bug))
    }
}
