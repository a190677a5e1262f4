import FoundationEssentials

/// What is sent as a body, and how.
struct BodyPlan: Sendable {
    /// How the flow of a body is disturbed.
    enum Disturbance: Sendable {
        case none
        /// Silence after so many bytes.
        case stall(after: Int64)
        /// Pieces of so many bytes with pauses between.
        case trickle(bytes: Int, every: Duration)
    }

    var source: any ByteSource
    /// Where in the source the body begins.
    var offset: Int64 = 0
    /// How many bytes are really sent.
    var count: Int64
    /// What `Content-Length` says; `nil`: chunked.
    var declaredLength: Int64?
    var disturbance = Disturbance.none
    /// The position in the source of a byte that is inverted.
    var flippedByte: Int64?
    /// Whether the connection is closed after the last byte.
    var closesConnection = false

    init(source: any ByteSource) {
        self.source = source
        count = source.size
        declaredLength = source.size
    }

    init(source: any ByteSource, range: Range<Int64>) {
        self.source = source
        offset = range.lowerBound
        count = Int64(range.count)
        declaredLength = count
    }

    /// No bytes.
    static let empty = BodyPlan(source: BytesInMemory(Data()))

    /// Sends only the first bytes of what was planned and then closes the connection.
    mutating func cut(after bytes: Int64) {
        count = min(count, bytes)
        closesConnection = true
    }
}
