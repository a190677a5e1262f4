public import ChildProcesses
public import Failures
public import FoundationEssentials
public import HTTPTransport

/// What credentials are looked for in.
public struct CredentialSources: Sendable {
    /// Environment variables.
    public var environment: [String: String]
    /// Absolute path that `~` stands for.
    public var homeDirectory: String
    /// Reads a text file by its path; `nil` if there is none. A failure's message follows the path: `is a folder`.
    public var readFile: @Sendable (_ path: String) throws(Failure) -> CredentialFile?
    /// Asks token and metadata services.
    public var http: any HTTPExchanging
    /// Runs a program without a shell: the program's name and its arguments, and its whole environment.
    public var runProcess: @Sendable (_ command: [String], _ environment: [String: String]) async -> ProcessOutcome
    /// Where services without a variable of their own are.
    public var endpoints: CredentialEndpoints
    /// The current time.
    public var now: @Sendable () -> Date

    /// - Parameters:
    ///   - environment: Environment variables.
    ///   - homeDirectory: Absolute path that `~` stands for.
    ///   - http: Asks token and metadata services.
    ///   - readFile: Reads a text file by its path; `nil` if there is none.
    ///   - runProcess: Runs a program without a shell.
    ///   - endpoints: Where services without a variable of their own are.
    ///   - now: The current time.
    public init(
        environment: [String: String], homeDirectory: String, http: any HTTPExchanging,
        readFile: @escaping @Sendable (_ path: String) throws(Failure) -> CredentialFile?,
        runProcess: @escaping @Sendable (_ command: [String], _ environment: [String: String]) async -> ProcessOutcome =
            { await ProcessRunner().run($0, environment: $1) },
        endpoints: CredentialEndpoints = CredentialEndpoints(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.environment = environment
        self.homeDirectory = homeDirectory
        self.http = http
        self.readFile = readFile
        self.runProcess = runProcess
        self.endpoints = endpoints
        self.now = now
    }
}

extension CredentialSources {
    /// The variable's value without white space around it; `nil` if it is unset or empty.
    func variable(_ name: String) -> String? {
        let value = trimmed(environment[name] ?? "")
        return value.isEmpty ? nil : value
    }

    /// Whether the variable says `true`, in whatever case.
    func isSwitchedOn(_ name: String) -> Bool { variable(name)?.lowercased() == "true" }

    /// The current time.
    var unixSeconds: Int64 { Int64(now().timeIntervalSince1970) }

    /// What a role's session is called where nobody named it.
    var sessionName: String { "keepreel-\(unixSeconds)" }

    /// The path with a leading `~` resolved.
    func absolute(_ path: String) -> String {
        path.hasPrefix("~/") ? homeDirectory + path.dropFirst() : path
    }

    /// The path as messages show it.
    func abbreviated(_ path: String) -> String {
        path.hasPrefix(homeDirectory + "/") ? "~" + path.dropFirst(homeDirectory.count) : path
    }

    /// The file; `nil` if there is none. A failure names the path.
    func file(_ path: String) throws(Failure) -> CredentialFile? {
        do { return try readFile(absolute(path)) } catch { throw error.concerning(abbreviated(absolute(path))) }
    }

    /// The token in a file that something points to.
    ///
    /// - Parameter setting: what names the path, e.g. a variable.
    func token(inFile path: String, namedBy setting: String) throws(Failure) -> String {
        let token = trimmed(try file(path)?.text ?? "")
        guard !token.isEmpty else {
            throw .credentials(
                "storage.no-token", "there is no token in \(abbreviated(path)), which \(setting) names",
                remedy: "write it there, or unset \(setting)")
        }
        try check(token, of: "the token in \(abbreviated(path))")
        return token
    }

    /// A token may hold spaces (`Bearer …`), but nothing that cannot stand in a header field.
    func check(_ token: String, of name: String) throws(Failure) {
        guard !token.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return }
        throw .credentials(
            "storage.bad-credentials", "\(name) has a control character or non-ASCII character inside",
            remedy: "write it again")
    }
}

/// The text without white space and line ends around it.
func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
}

/// Whether the text is fit for a header field: a line end would begin another one.
func isVisible(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
