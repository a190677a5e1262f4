import Glibc
import KeepreelCLI

// A reader that closes the pipe early (`| head`) shows up as a write error, not as a signal.
signal(SIGPIPE, SIG_IGN)
exit(await Keepreel.execute(Array(CommandLine.arguments.dropFirst())))
