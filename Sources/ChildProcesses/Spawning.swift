import Glibc

/// posix_spawn with what every program we run needs: nothing inherited but stderr, where wanted, and no signal blocked or
/// ignored.
enum Spawning {
    /// - Parameters:
    ///   - program: a path, or a name to be found in `PATH`.
    ///   - arguments: its arguments, its own name first.
    ///   - input: what becomes its stdin; `nil`: nothing to read.
    ///   - output: what becomes its stdout.
    ///   - takesErrors: whether that becomes its stderr, too; otherwise it inherits ours.
    ///   - pid: its number, which is its process group's, too.
    /// - Returns: 0, or an error number.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], input: CInt?, output: CInt,
        takesErrors: Bool, pid: inout pid_t
    ) -> CInt {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        if takesErrors { posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO) }
        for descriptor in openDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        return withCStrings(arguments) { arguments in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawnp(&pid, program, &actions, &attributes, arguments, variables)
            }
        }
    }

    /// Those above stderr. Closing one that is closed by then does no harm.
    private static var openDescriptors: [CInt] {
        // Without /proc: as many as a process may have by default.
        guard let folder = opendir("/proc/self/fd") else { return Array(STDERR_FILENO + 1..<1024) }
        defer { closedir(folder) }
        var descriptors: [CInt] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if let number = CInt(name), number > STDERR_FILENO { descriptors.append(number) }
        }
        return descriptors
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
