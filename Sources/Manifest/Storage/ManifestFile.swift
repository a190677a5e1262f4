import Failures
import Glibc
import WireFormats

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

    /// Creates the directories that are missing (0700).
    func createDirectories() throws(Failure) {
        try createDirectory(Self.parent(of: openPath))
    }

    /// The file a database is copied to before it is brought to a newer schema.
    ///
    /// - Parameter step: number of the first step that is missing, from 1.
    func copy(before step: Int) -> ManifestFile { ManifestFile(path: "\(path).before-\(step)") }

    /// What happens where the name is taken.
    enum Placing {
        /// What is there stays.
        case keeping
        case replacing
    }

    /// Puts a database under this name: whole and on disk, or not at all. It is the owner's alone from the beginning.
    ///
    /// - Parameter fill: writes the database to the path it is given, an empty file.
    func place(_ placing: Placing, _ fill: (String) throws -> Void) throws {
        let draft = "\(openPath).new-\(RandomToken.make())"
        // Only the creating call opens the file: closing a descriptor of an existing database would drop the locks
        // that SQLite holds on it in this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
        let descriptor = Glibc.open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno) }
        close(descriptor)
        defer { unlink(draft) }
        try fill(draft)
        try flush(draft)
        let isPlaced =
            switch placing {
            case .keeping: link(draft, openPath) == 0 || errno == EEXIST
            case .replacing: rename(draft, openPath) == 0
            }
        guard isPlaced else { throw failure(errno) }
        try flush(Self.parent(of: openPath))
    }

    private func flush(_ path: String) throws(Failure) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(errno) }
    }

    /// Refuses what is left of a manifest that was cut off or taken away in part: SQLite would begin a new one, or mix
    /// the old log into another database.
    func checkRemains() throws(Failure) {
        guard let size = Self.size(of: openPath) else {
            guard let log = Self.size(of: logPath), log > 0 else { return }
            throw Failure(
                "manifest.corrupt", "the manifest \(path) is gone, but its log \(path)-wal is still there",
                remedy: "bring the manifest back, or move the log and \(path)-shm away too and run keepreel recover, "
                    + "which rebuilds the manifest from the bucket", disposition: .stop(.configuration))
        }
        if size == 0 { throw DatabaseTrouble.corrupt.failure(path: path, detail: "the file is empty") }
        if LogCheck.isDamaged(logPath) {
            throw DatabaseTrouble.corrupt.failure(path: path, detail: "its log \(path)-wal is damaged")
        }
    }

    /// Whether the file ends with a whole page, as far as no log says how it goes on.
    func isWhole(pageSize: Int) -> Bool {
        guard pageSize > 0, let size = Self.size(of: openPath), (Self.size(of: logPath) ?? 0) == 0 else { return true }
        return size % pageSize == 0
    }

    private var logPath: String { "\(openPath)-wal" }

    /// Bytes of a file; `nil` where there is none.
    private static func size(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// Takes away whatever others may do with the database and its two companions. SQLite creates the companions with
    /// the mode of the database.
    func restrictToOwner() throws(Failure) {
        for name in [openPath, logPath, "\(openPath)-shm"] {
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
