import CMalloc
import Glibc
import KeepreelCLI

// Where one of the three standard descriptors is closed, no file or socket may come to stand in its place. What is opened
// instead fails as the closed one would.
for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
    _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
}
// A reader that closes the pipe early (`| head`) shows up as a write error, not as a signal.
signal(SIGPIPE, SIG_IGN)
// So does the largest size of a file that the shell allows (`ulimit -f`).
signal(SIGXFSZ, SIG_IGN)
// A core file would hold keys and signed URLs.
var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
// A fixed threshold: buffers of ended transfers go back to the system instead of into the heap's gaps.
mallopt(M_MMAP_THRESHOLD, 192 << 10)
exit(await Keepreel.execute(Array(CommandLine.arguments.dropFirst())))
