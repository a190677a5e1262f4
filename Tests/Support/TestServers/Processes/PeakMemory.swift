import FoundationEssentials
import Glibc

/// The memory of processes.
enum PeakMemory {
    /// The largest resident set a process has had so far, in bytes; `nil` once it is gone.
    ///
    /// The figure of wait4(2) will not do: it begins with the size of the process that started it.
    static func ofProcess(_ pid: pid_t) -> Int64? {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int64($0) })
        else { return nil }
        return kibibytes * 1024
    }
}
