import FoundationEssentials

/// curl as an HTTP client that shares nothing with the code under test.
public enum Curl {
    /// GET of a URL, unless the options say otherwise.
    /// - Parameters:
    ///   - url: the URL.
    ///   - options: further options of curl.
    public static func get(_ url: String, _ options: String...) async throws -> CurlReply {
        try await run(url, options)
    }

    /// Fetches a URL.
    /// - Parameters:
    ///   - url: the URL.
    ///   - options: further options of curl.
    ///   - configuration: lines of a configuration file, for what no process list should show.
    public static func run(
        _ url: String, _ options: [String], configuration: String = ""
    ) async throws -> CurlReply {
        let scratch = try ScratchDirectory("curl")
        let file = scratch.file("body")
        // A configuration and proxies of whoever runs the tests do not count.
        let fixed = ["-q", "-s", "-K", "-", "-D", "-", "-o", file, "--max-time", "60"]
        let result = try await runProcess(
            "curl", fixed + options + [url], environment: ["PATH": "/usr/bin:/bin"], stdin: Array(configuration.utf8))
        // The head of the last answer: interim ones (100) and those of a proxy stand before it.
        let head = result.output.split(separator: "\r\n\r\n").last ?? ""
        let lines = head.split(separator: "\r\n")
        let fields = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let body = (try? Data(contentsOf: URL(filePath: file))).map { [UInt8]($0) } ?? []
        return CurlReply(exit: result.status, status: status, headers: Dictionary(fields) { $1 }, body: body)
    }
}
