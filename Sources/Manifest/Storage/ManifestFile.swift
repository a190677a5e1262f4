import Failures
import Glibc

/// The manifest's place on disk: it holds signed URLs while videos are pending, so only its owner may read it.
struct ManifestFile {
    /// As the user gave it, for messages.
    let path: String

    /// The path for SQLite, which would take a bare `:memory:` or `file:` name for something else than a file.
    var openPath: String { path.hasPrefix("/") ? path : "./\(path)" }

    /// Whether the file is there; anything but its absence counts as there and shows itself on opening.
    var exists: Bool {
        access(openPath, F_OK) == 0 || errno != ENOENT
    }

    /// Creates what is missing of the directories (0700) and the file (0600).
    func create() throws(Failure) {
        // Only the creating call opens the file: closing a descriptor of an existing database would drop the locks
        // that SQLite holds on it in this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
        let flags = O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC
        var descriptor = Glibc.open(openPath, flags, 0o600)
        if descriptor < 0, errno == ENOENT {
            try createDirectory(Self.parent(of: openPath))
            descriptor = Glibc.open(openPath, flags, 0o600)
        }
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw failure(errno)
        }
    }

    /// Takes away whatever others may do with the database and its two companions. SQLite creates the companions with
    /// the mode of the database.
    func restrictToOwner() throws(Failure) {
        for name in [openPath, "\(openPath)-wal", "\(openPath)-shm"] {
            var status = stat()
            guard stat(name, &status) == 0 else {
                if errno == ENOENT, name != openPath { continue }
                throw failure(errno)
            }
            guard status.st_mode & S_IFMT == S_IFREG else { throw failure(EISDIR) }
            if status.st_mode & 0o177 != 0, chmod(name, status.st_mode & 0o600) != 0 { throw failure(errno) }
        }
    }

    private func createDirectory(_ directory: String) throws(Failure) {
        if mkdir(directory, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, directory != "/", directory != "." else { throw failure(errno) }
        try createDirectory(Self.parent(of: directory))
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure(errno) }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func failure(_ number: Int32) -> Failure {
        let trouble: DatabaseTrouble = number == ENOSPC || number == EDQUOT ? .diskFull : .unreadable
        return trouble.failure(path: path, detail: String(cString: strerror(number)))
    }
}
