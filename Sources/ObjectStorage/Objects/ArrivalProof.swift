/// What a reply says about the bytes that were sent.
public enum ArrivalProof: Sendable, Equatable {
    /// These very bytes were stored.
    case proven
    /// The reply says nothing about them; a HEAD tells at least their number.
    case unproven
    /// Other bytes were stored, and why that is certain.
    case contradicted(String)
}
