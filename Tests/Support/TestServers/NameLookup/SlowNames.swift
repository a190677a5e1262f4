/// A stand-in for the name service of one process: a library for `LD_PRELOAD` that answers for some names itself.
///
/// libcurl asks the C library's `getaddrinfo`, so this is what it sees of a name server that is slow, silent or broken,
/// and no right to change the machine's own is needed.
public final class SlowNames: Sendable {
    /// How a name is looked up.
    public enum Name: String, Sendable, CaseIterable {
        /// Its address, 127.0.0.1, comes after a second.
        case slow = "slow.test"
        /// No answer ever comes.
        case silent = "silent.test"
        /// The name server has a failure that may pass (`EAI_AGAIN`).
        case failing = "failing.test"
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <netdb.h>
        #include <string.h>
        #include <unistd.h>

        typedef int lookup(const char *, const char *, const struct addrinfo *, struct addrinfo **);

        int getaddrinfo(
            const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
            const char *name = node ? node : "";
            while (!strcmp(name, "silent.test")) pause();
            if (!strcmp(name, "failing.test")) return EAI_AGAIN;
            if (!strcmp(name, "slow.test")) {
                sleep(1);
                node = "127.0.0.1";
            }
            return ((lookup *)dlsym(RTLD_NEXT, "getaddrinfo"))(node, service, hints, result);
        }
        """

    private let scratch: ScratchDirectory
    /// The library.
    public var path: String { scratch.file("names.so") }

    /// Builds the library with the C compiler that comes with Swift.
    public static func make() async throws -> SlowNames {
        let scratch = try ScratchDirectory("names")
        let source = try scratch.write(Self.source, to: "names.c")
        let result = try await runProcess("clang", ["-shared", "-fPIC", "-o", scratch.file("names.so"), source])
        guard result.status == 0 else {
            throw ServerError.failed(program: "clang", status: result.status, output: result.errors)
        }
        return SlowNames(scratch)
    }

    private init(_ scratch: ScratchDirectory) { self.scratch = scratch }
}
