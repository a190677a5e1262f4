import Glibc

/// Ends this process as soon as nothing more can come on stdin.
func exitWhenInputEnds() {
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { _ in
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || count < 0 && errno != EINTR { exit(0) }
            }
        }, nil)
}
