import Glibc
import Synchronization

/// A pipe whose ends no other child inherits.
final class Pipe: Sendable {
    private let ends: Mutex<(read: CInt, write: CInt)>

    init(for program: String) throws {
        var descriptors: [CInt] = [-1, -1]
        guard pipe(&descriptors) == 0 else { throw ServerError.notStarted(program: program, errno: errno) }
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        ends = Mutex((descriptors[0], descriptors[1]))
    }

    deinit {
        closeReadEnd()
        closeWriteEnd()
    }

    /// -1 once it is closed.
    var readEnd: CInt { ends.withLock { $0.read } }
    /// -1 once it is closed.
    var writeEnd: CInt { ends.withLock { $0.write } }

    func closeReadEnd() { ends.withLock { Self.shut(&$0.read) } }

    func closeWriteEnd() { ends.withLock { Self.shut(&$0.write) } }

    private static func shut(_ descriptor: inout CInt) {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }
}
