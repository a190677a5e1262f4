/// The fields by which a provider stores an object only where there is none, or only instead of the one that is known.
public struct ConditionalWrite: Sendable, Equatable {
    /// A request that honours it.
    public enum Call: Sendable, Equatable, CaseIterable {
        /// A single PUT.
        case put
        /// The beginning of a multipart upload.
        case begin
        /// The completion of a multipart upload.
        case complete
    }

    /// Name of the field.
    public let field: String
    /// Its value.
    public let value: String
    /// Where it is honoured; before any other call a HEAD has to tell.
    public let calls: Set<Call>
    /// HTTP statuses of the refusal because the object exists. AWS's 409 is not among them: it tells of a race.
    public let refusals: Set<Int>
    /// Where `If-Match` with an ETag is honoured; before any other call a HEAD has to tell.
    public let replacing: Set<Call>

    /// `If-None-Match: *`, answered by 412.
    ///
    /// - Parameter replacing: where `If-Match` is honoured in the same way.
    static func ifNoneMatch(_ calls: Set<Call>, replacing: Set<Call>) -> ConditionalWrite {
        ConditionalWrite(field: "If-None-Match", value: "*", calls: calls, refusals: [412], replacing: replacing)
    }

    /// A field of the provider's own with the value `true`.
    static func forbidOverwrite(_ field: String, _ calls: Set<Call>, refusals: Set<Int> = [409]) -> ConditionalWrite {
        ConditionalWrite(field: field, value: "true", calls: calls, refusals: refusals, replacing: [])
    }
}
