import Failures
import Glibc

/// Standard output: results only, unbuffered.
enum StandardOutput {
    /// The reader closed the pipe; nobody wants more.
    struct Closed: Error {}

    /// Writes everything; throws ``Closed`` when the reader is gone, `POSIXFailure` for anything else (a full disk).
    static func write(_ bytes: [UInt8]) throws { try FileOutput(descriptor: STDOUT_FILENO).write(bytes) }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// What its reader understands. A pipe and a file get neither colours nor cuts.
    static let traits = TerminalTraits(isTerminal: isatty(STDOUT_FILENO) == 1) {
        getenv($0).map { String(cString: $0) }
    }

    /// Columns of the terminal; `nil` where it is none, so that nothing needs to fit.
    static var width: Int? { isatty(STDOUT_FILENO) == 1 ? TerminalSize.of(STDOUT_FILENO).columns : nil }

    /// Writes a line that people read.
    static func show(_ line: TintedText) throws { try write(line.written(inColour: traits.hasColour) + "\n") }

    /// Writes what people read; what a program is to read keeps every character.
    static func show(_ text: String) throws { try write(TerminalText.plain(text)) }
}

/// A file descriptor written to until all is out.
struct FileOutput {
    let descriptor: Int32
    /// The file; `nil` for an output that others have opened.
    var path: String?

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw StandardOutput.Closed()
            } else if errno != EINTR {
                throw failure
            }
        }
    }

    /// The failure `errno` tells of.
    private var failure: Failure {
        POSIXFailure.last(
            "\(path ?? "the output") cannot be written",
            remedy: "check the place it goes to, its rights and its free space")
    }
}
