import Foundation

/// What this process holds in memory.
enum ResidentMemory {
    /// Bytes.
    static func now() -> Int {
        // Pages: total, resident, … (proc(5), `/proc/pid/statm`).
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
        return (fields?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
