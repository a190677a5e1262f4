/// How a process ended, what it said, and what it used.
public struct ProcessResult: Sendable {
    /// The exit status; 128 + number if a signal ended it, as shells count.
    public var status: CInt
    /// The signal that ended it.
    public var signal: CInt?
    /// What it wrote to stdout.
    public var standardOutput: [UInt8]
    /// What it wrote to stderr.
    public var standardError: [UInt8]
    /// The largest amount of memory it held at once, in bytes (`VmHWM`), as seen 5 ms before its end at the latest;
    /// 0 if it was gone before.
    public var peakMemory: Int64
    /// The processor time it used, in user and system mode.
    public var processorTime: Duration

    /// stdout as text.
    public var output: String { String(decoding: standardOutput, as: UTF8.self) }
    /// stderr as text.
    public var errors: String { String(decoding: standardError, as: UTF8.self) }
}
