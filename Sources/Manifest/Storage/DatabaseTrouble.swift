import Failures
import GRDB

/// What an SQLite result code means to keepreel.
enum DatabaseTrouble: Equatable {
    case diskFull
    case writeFailed
    case readFailed
    case busy
    case corrupt
    case unreadable
    /// A statement is wrong: nothing a user could cause or cure.
    case bug

    /// Meanings as in https://www.sqlite.org/rescode.html.
    init(_ code: ResultCode) {
        switch code {
        case .SQLITE_FULL: self = .diskFull
        case .SQLITE_IOERR_CORRUPTFS, .SQLITE_IOERR_DATA: self = .corrupt
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ, .SQLITE_IOERR_FSTAT, .SQLITE_IOERR_ACCESS,
            .SQLITE_IOERR_SEEK, .SQLITE_IOERR_MMAP:
            self = .readFailed
        case .SQLITE_IOERR: self = .writeFailed
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH, .SQLITE_NOLFS: self = .unreadable
        default: self = .bug
        }
    }

    /// What an error means. The names in keepreel's statements are those of its tables and indexes: one that is missing has
    /// been lost from the file, and one that is of no use for its statement is another than was made.
    init(_ error: DatabaseError) {
        let message = error.message ?? ""
        let isNameLost = message.hasPrefix("no such ") || message == "no query solution"
        let isLost = error.resultCode == .SQLITE_ERROR && isNameLost
        self = isLost ? .corrupt : DatabaseTrouble(error.extendedResultCode)
    }

    /// The trouble as it is told of the manifest at `path`.
    func failure(path: String, detail: String? = nil, cause: (any Error)? = nil) -> Failure {
        let manifest = "the manifest \(path)"
        let reason = detail.map { ": \($0)" } ?? ""
        return switch self {
        case .diskFull:
            Failure(
                "manifest.disk-full", "no space is left to write \(manifest)",
                remedy: "free space on the disk that holds it, then run keepreel again; nothing is lost",
                disposition: .stop(.unfinished), cause: cause)
        case .writeFailed:
            Failure(
                "manifest.write-failed", "\(manifest) could not be written\(reason)",
                remedy: "check the disk that holds it and its free space, then run keepreel again; nothing is lost",
                disposition: .stop(.unfinished), cause: cause)
        case .readFailed:
            Failure(
                "manifest.read-failed", "\(manifest) could not be read\(reason)",
                remedy: "check the disk that holds it, then run keepreel again",
                disposition: .stop(.unfinished), cause: cause)
        case .busy:
            Failure(
                "manifest.busy", "another process holds \(manifest)", remedy: "try again when it is done",
                disposition: .retry(), cause: cause)
        case .corrupt:
            Failure(
                "manifest.corrupt", "\(manifest) is damaged or is no database\(reason)",
                remedy:
                    "move it away, with its -wal and -shm files, and run keepreel recover, which rebuilds it from "
                    + "the bucket",
                disposition: .stop(.configuration), cause: cause)
        case .unreadable:
            Failure(
                "manifest.unreadable", "\(manifest) cannot be opened for reading and writing\(reason)",
                remedy: "set manifest.path to a file where this user may write, or run keepreel as the file's owner",
                disposition: .stop(.configuration), cause: cause)
        case .bug:
            Failure(
                "manifest.bug", "\(manifest) refused a statement\(reason)", disposition: .stop(.bug), cause: cause)
        }
    }
}
