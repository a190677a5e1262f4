/// Runs a program to its end, whatever amount it reads and writes.
/// - Parameters:
///   - executable: a path, or a name to be found in `PATH`.
///   - arguments: the arguments after the program's name.
///   - environment: all of its environment; `nil`: that of this process.
///   - workingDirectory: where it starts; `nil`: where this process is.
///   - stdin: what it reads from stdin.
///   - deadline: after which it is killed and ``ServerError/notEnded(program:output:)`` thrown.
public func runProcess(
    _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    workingDirectory: String? = nil, stdin: [UInt8] = [], deadline: Duration = .seconds(120)
) async throws -> ProcessResult {
    let process = try RunningProcess.start(
        executable, arguments, environment: environment, workingDirectory: workingDirectory, stdin: .bytes(stdin))
    return try await process.result(deadline: deadline)
}
