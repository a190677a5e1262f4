/// An unfinished upload as a bucket server holds it.
public struct ServedUpload: Decodable, Sendable {
    /// A part of it.
    public struct Part: Decodable, Sendable, Hashable {
        /// Its number, from 1 on.
        public var number: Int
        /// Its length in bytes.
        public var size: Int64
    }

    /// Its id.
    public var id: String
    /// The key of the object to be.
    public var key: String
    /// The parts there are, in the order in which they came.
    public var parts: [Part]
}
