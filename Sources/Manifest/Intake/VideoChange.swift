import FoundationEssentials

/// What a report of Model Studio means for one video: pure decisions, carried out by `Manifest.record`.
enum VideoChange: Equatable {
    case keep
    /// It is to be read from this URL.
    case source(String, expiresAt: Date?)
    /// There will be no video.
    case end(VideoState, RecordedError?)

    /// The change for a result that was reported.
    ///
    /// - Parameters:
    ///   - record: what is known of it; `nil` for a result beyond the first that is seen for the first time.
    ///   - at: when the report came.
    init(of record: VideoRecord?, reported outcome: ReportedVideo.Outcome, at: Date) {
        let state = record?.state ?? .waiting
        switch (state, outcome) {
        case (.waiting, .failed(let code, let message)):
            let error = RecordedError(code: code, message: message)
            self = record?.wasArchived == true ? .end(.lost, record?.loss(error)) : .end(.none, error)
        case (.waiting, .url(let url, let expiresAt)):
            self = .source(url, expiresAt: expiresAt)
        case (.pending, .url(let url, let expiresAt)), (.archiving, .url(let url, let expiresAt)):
            let isKnown = record?.sourceURL == url && record?.expiresAt == expiresAt
            let isOlder = Self.isOlder(expiresAt, than: record?.expiresAt)
            self = isKnown || isOlder ? .keep : .source(url, expiresAt: expiresAt)
        case (.lost, .url(let url, let expiresAt)):
            let isFresh = Self.isFresh(expiresAt, after: record?.expiresAt, at: at)
            self = isFresh ? .source(url, expiresAt: expiresAt) : .keep
        default:
            self = .keep
        }
    }

    /// The change for a video that the report of an ended task does not mention.
    init(ofUnmentioned record: VideoRecord, phase: TaskPhase, error: RecordedError?) {
        switch (record.state, phase) {
        case (.waiting, .gone):
            let unknown = RecordedError(
                code: "studio.task-gone",
                message:
                    "Model Studio does not know the task: it keeps one for 24 hours, for the key and region of its submit"
            )
            self = .end(.lost, record.loss(error ?? unknown))
        case (.waiting, .succeeded) where record.wasArchived, (.waiting, .failed) where record.wasArchived:
            self = .end(.lost, record.loss(error))
        case (.waiting, .succeeded), (.waiting, .failed):
            self = .end(.none, error)
        default:
            self = .keep
        }
    }

    /// Whether a URL dies before the known one, as in a report that comes late.
    static func isOlder(_ expiresAt: Date?, than known: Date?) -> Bool {
        guard let expiresAt, let known else { return false }
        return expiresAt < known
    }

    /// Whether a URL is another one than that which was lost: it lives, and longer than that did. The same URL told
    /// again must not bring a lost video back, or every run would lose it anew.
    static func isFresh(_ expiresAt: Date?, after known: Date?, at: Date) -> Bool {
        guard let expiresAt, expiresAt > at else { return false }
        return known.map { expiresAt > $0 } ?? true
    }
}

extension VideoRecord {
    /// Why a video is lost: first what made it necessary to ask for it again, then what the answer was.
    fileprivate func loss(_ answer: RecordedError?) -> RecordedError? {
        guard wasArchived, let reason = lastError else { return answer }
        return RecordedError(
            code: reason.code, message: answer.map { "\(reason.message), and \($0.message)" } ?? reason.message)
    }
}
