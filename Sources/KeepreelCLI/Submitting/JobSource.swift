import Failures
import FoundationEssentials
import Glibc
import Submitting

/// One job or the reason there is none, with its line in the file.
struct NumberedJob: Sendable {
    /// From 1; `nil` for the job of the command line.
    var line: Int?
    var job: Result<SubmitJob, Failure>

    /// How messages name it.
    var name: String? {
        let clientID = (try? job.get())?.clientID
        return line.map { "line \($0)" + (clientID.map { " (\($0))" } ?? "") }
    }
}

/// Where jobs come from.
enum JobSource {
    /// Largest job file, in bytes.
    private static let largest = 64 << 20

    /// - Parameter fromFile: path of a job file, `-` for standard input; `nil` takes the single job.
    static func jobs(fromFile path: String?, single: SubmitJob?) throws(Failure) -> [NumberedJob] {
        guard let path else { return single.map { [NumberedJob(job: .success($0))] } ?? [] }
        var jobs: [NumberedJob] = []
        // By bytes: to Swift a carriage return and a line feed are one character.
        let lines = try content(of: path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do throws(Failure) {
                if let job = try JobLine.parse(String(decoding: line, as: UTF8.self)) {
                    jobs.append(NumberedJob(line: index + 1, job: .success(job)))
                }
            } catch {
                jobs.append(NumberedJob(line: index + 1, job: .failure(error)))
            }
        }
        guard !jobs.isEmpty else { throw unusable(path, "holds no job") }
        return jobs
    }

    private static func content(of path: String) throws(Failure) -> [UInt8] {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unusable(path, "cannot be opened: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unusable(path, "cannot be read: \(String(cString: strerror(errno)))")
            }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= largest else { throw unusable(path, "is above \(largest >> 20) MiB") }
        }
    }

    private static func unusable(_ path: String, _ what: String) -> Failure {
        Failure(
            "submit.bad-job-file", "the job file \(path == "-" ? "on standard input" : path) \(what)",
            remedy: "give a file with one JSON object a line; keepreel submit --help shows one",
            disposition: .stop(.usage))
    }
}
