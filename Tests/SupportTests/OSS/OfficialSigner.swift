import FoundationEssentials
import TestServers

/// Alibaba's official signer, a process that signs one request after the other.
actor OfficialSigner {
    /// The one all tests share; it ends with the process.
    static let shared = OfficialSigner()
    private var process: RunningProcess?
    private var count = 0

    /// The URL of a request, signed by query.
    func sign(_ request: UnsignedRequest) async throws -> String {
        let process = try self.process ?? Python.start("presign_oss.py")
        self.process = process
        let index = count
        count += 1
        process.write([UInt8](try JSONEncoder().encode(request)) + Array("\n".utf8))
        try await process.wait { output, _ in output.count { $0 == "\n" } > index }
        return String(process.output.split(separator: "\n")[index])
    }
}
