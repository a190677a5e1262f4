public import Failures

/// An error as the manifest keeps it: a stable code and one sentence, without secrets and signed URLs.
public struct RecordedError: Sendable, Equatable, CustomStringConvertible {
    /// Stable identifier: keepreel's own, or Model Studio's.
    public var code: String
    /// What happened, in one sentence.
    public var message: String

    /// Either may be empty.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// What the manifest keeps of a failure.
    public init(_ failure: Failure) {
        self.init(code: failure.code, message: failure.message)
    }

    /// `code: message`, or the one of them that is not empty.
    public var description: String {
        if code.isEmpty { return message }
        return message.isEmpty ? code : "\(code): \(message)"
    }
}
