import Foundation
import Glibc

/// What a process takes at a moment, as the kernel tells it (proc(5)).
struct ProcessLevel: Sendable {
    /// Resident memory, in bytes.
    var memory: Int
    /// Open file descriptors.
    var descriptors: Int
    var threads: Int

    /// - Returns: `nil` once the process has ended.
    init?(of pid: pid_t) {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
        else { return nil }
        func number(_ field: String) -> Int? {
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(field):") }
            return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        }
        guard let kibibytes = number("VmRSS"), let threads = number("Threads") else { return nil }
        (memory, self.descriptors, self.threads) = (kibibytes << 10, descriptors, threads)
    }
}

extension [ProcessLevel] {
    /// By how much the median of the last fifth lies above that of the second.
    func growth(of figure: (ProcessLevel) -> Int) -> Int {
        func median(_ fifth: Int) -> Int {
            let part = self[count * fifth / 5..<count * (fifth + 1) / 5].map(figure).sorted()
            return part.isEmpty ? 0 : part[part.count / 2]
        }
        return median(4) - median(1)
    }
}
