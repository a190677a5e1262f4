import FoundationEssentials
import Synchronization

/// A headless Chromium with one page, which reaches nothing but this machine (Python/browser.py).
public final class Browser: Sendable {
    private let process: RunningProcess
    private let scratch: ScratchDirectory
    /// Answers that have come.
    private let answers = Mutex(1)

    /// Starts Chromium, which has to be installed.
    public static func start() async throws -> Browser {
        let scratch = try ScratchDirectory("browser")
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "TMPDIR": scratch.path, "PYTHONDONTWRITEBYTECODE": "1",
            "TZ": "Asia/Shanghai",
        ]
        let program = "\(repositoryRoot)/Tests/Support/TestServers/Python/browser.py"
        let process = try RunningProcess.start(
            "python3", [program, scratch.file("profile")], environment: environment, stdin: .open)
        try await process.wait { output, _ in output.hasSuffix("\n") }
        return Browser(process, scratch)
    }

    private init(_ process: RunningProcess, _ scratch: ScratchDirectory) {
        self.process = process
        self.scratch = scratch
    }

    /// Ends it.
    public func stop() async throws {
        process.closeInput()
        _ = try await process.result(deadline: .seconds(20))
    }

    /// Opens an address and waits until the page's script has said that it is ready (`data-ready` of its root).
    public func open(_ url: String) async throws {
        struct Parameters: Encodable { var url: String }
        let _: Anything = try await call("open", Parameters(url: url))
    }

    /// The value of a script, or of the promise it gives.
    public func evaluate<Value: Decodable>(_ script: String, as type: Value.Type = Value.self) async throws -> Value {
        let evaluation: Evaluation<Value> = try await call("Runtime.evaluate", Script(expression: script))
        guard let value = evaluation.result.value else {
            let details = evaluation.exceptionDetails
            throw ServerError.failed(
                program: script, status: 1, output: details?.exception?.description ?? details?.text ?? "no value")
        }
        return value
    }

    /// Waits until an expression is true.
    public func wait(for expression: String, deadline: Duration = .seconds(30)) async throws {
        let end = ContinuousClock.now + deadline
        while try await !evaluate("Boolean(\(expression))", as: Bool.self) {
            guard ContinuousClock.now < end else { throw ServerError.notEnded(program: expression, output: "") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Makes the window so large, in CSS pixels; `isPhone` also makes it a touch screen of two pixels each.
    public func resize(width: Int, height: Int, isPhone: Bool = false) async throws {
        struct Parameters: Encodable {
            var width: Int
            var height: Int
            var deviceScaleFactor: Int
            var mobile: Bool
        }
        let _: Anything = try await call(
            "Emulation.setDeviceMetricsOverride",
            Parameters(width: width, height: height, deviceScaleFactor: isPhone ? 2 : 1, mobile: isPhone))
    }

    /// What the person prefers, as in `(prefers-color-scheme: dark)`.
    public func prefer(_ name: String, _ value: String) async throws {
        struct Feature: Encodable {
            var name: String
            var value: String
        }
        struct Parameters: Encodable { var features: [Feature] }
        let _: Anything = try await call(
            "Emulation.setEmulatedMedia", Parameters(features: [Feature(name: name, value: value)]))
    }

    /// Lets pages of that origin use the clipboard.
    public func allowClipboard(for origin: String) async throws {
        struct Parameters: Encodable {
            var origin: String
            var permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        }
        let _: Anything = try await call("Browser.grantPermissions", Parameters(origin: origin))
    }

    /// Writes what is seen as a PNG file.
    public func screenshot(to path: String) async throws {
        struct Parameters: Encodable { var path: String }
        let _: Anything = try await call("screenshot", Parameters(path: path))
    }

    /// What the console, the network and the page's policy complained about since the last time.
    public func problems() async throws -> [String] {
        struct Parameters: Encodable {}
        return try await call("problems", Parameters())
    }

    private struct Anything: Decodable {}

    private struct Command<Parameters: Encodable>: Encodable {
        var method: String
        var parameters: Parameters

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(method)
            try container.encode(parameters)
        }
    }

    private struct Answer<Result: Decodable>: Decodable {
        var result: Result?
        var error: String?
    }

    private func call<Result: Decodable>(_ method: String, _ parameters: some Encodable) async throws -> Result {
        let command = try JSONEncoder().encode(Command(method: method, parameters: parameters))
        let number = answers.withLock { count in
            defer { count += 1 }
            return count
        }
        process.write([UInt8](command) + [UInt8(ascii: "\n")])
        try await process.wait { output, _ in output.utf8.count { $0 == UInt8(ascii: "\n") } > number }
        let line = process.output.split(separator: "\n")[number]
        let answer = try JSONDecoder().decode(Answer<Result>.self, from: Data(line.utf8))
        guard let result = answer.result else {
            throw ServerError.failed(program: method, status: 1, output: answer.error ?? String(line))
        }
        return result
    }
}
