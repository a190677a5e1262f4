import Glibc

/// Starts processes that inherit nothing but stdin, stdout and stderr.
///
/// An inherited socket would stay open in the child, so that closing it here would not close the connection.
enum Spawn {
    /// - Parameter standard: the descriptors that become stdin, stdout and stderr.
    static func start(
        _ executable: String, _ arguments: [String], environment: [String: String]?, workingDirectory: String?,
        standard: [CInt]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in standard.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
        }
        for descriptor in 3..<descriptorLimit { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        resetSignals(&attributes)

        // The spawn action that changes the directory is not visible to Swift; env(1) does it, too.
        let command = workingDirectory.map { ["env", "-C", $0, executable] } ?? [executable]
        var pid: pid_t = 0
        let result = withCStrings(command + arguments) { arguments in
            guard let environment else {
                return posix_spawnp(&pid, command[0], &actions, &attributes, arguments, environ)
            }
            return withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawnp(&pid, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard result == 0 else { throw ServerError.notStarted(program: executable, errno: result) }
        return pid
    }

    /// Descriptors from here on are left alone; closing one that is not open does no harm.
    private static var descriptorLimit: CInt {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return CInt(min(1024, limit.rlim_cur))
    }

    /// The child starts with no signal blocked and SIGPIPE doing what it does, whatever this process has set.
    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
