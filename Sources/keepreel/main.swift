import CMalloc
import Glibc
import KeepreelCLI

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
