import Glibc

/// Which file it is and in which state: another file, or the same one written to, has another identity.
///
/// Times have the resolution of the file system's clock, a few milliseconds as a rule. A change of permissions, owner or
/// name counts as a change, too, because it moves the inode's time.
public struct FileIdentity: Sendable, Hashable {
    private struct Time: Hashable {
        var seconds: Int
        var nanoseconds: Int

        init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
    }

    private let device: UInt
    private let inode: UInt
    private let modified: Time
    private let changed: Time

    /// The identity of an open file at this moment; `nil` where the system does not tell.
    ///
    /// - Parameter descriptor: Stays open.
    public init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        device = status.st_dev
        inode = status.st_ino
        modified = Time(status.st_mtim)
        changed = Time(status.st_ctim)
    }
}
