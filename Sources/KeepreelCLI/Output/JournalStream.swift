/// Standard error as systemd's journal takes it: where it leads straight there, a line begins with its priority
/// (sd-daemon(3)).
struct JournalStream {
    /// Whether it leads there.
    let isConnected: Bool

    /// - Parameters:
    ///   - variable: the value of `JOURNAL_STREAM`: device and inode of what systemd has opened. A child whose standard
    ///     error was redirected inherits it, too.
    ///   - device: that of standard error.
    ///   - inode: that of standard error.
    init(_ variable: String?, device: UInt, inode: UInt) { isConnected = variable == "\(device):\(inode)" }

    /// The text, which may be several lines, for the journal.
    func marked(_ text: String, _ level: LogLevel) -> String {
        guard isConnected else { return text }
        let mark = "<\(level.priority)>"
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }.joined(separator: "\n")
    }
}

extension LogLevel {
    /// As syslog numbers them.
    fileprivate var priority: Int {
        switch self {
        case .info: 6
        case .warning: 4
        case .error: 3
        }
    }
}
