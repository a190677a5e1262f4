/// Header fields in the order they were given; names compare without regard to case (RFC 9110, 5.1).
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field line.
    public struct Field: Sendable, Equatable {
        /// Name as sent.
        public var name: String
        /// Value without surrounding white space.
        public var value: String
    }

    /// All field lines, repeated names included.
    public private(set) var fields: [Field]

    /// Fields in this order; a name may stand more than once.
    public init(_ fields: [(String, String)] = []) {
        self.fields = fields.map { Field(name: $0.0, value: $0.1) }
    }

    /// Fields in this order; a name may stand more than once.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// The first value of that name; setting replaces every line of the name, `nil` removes them.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name.caseInsensitivelyEquals(name) }?.value }
        set {
            let position = fields.firstIndex { $0.name.caseInsensitivelyEquals(name) }
            fields.removeAll { $0.name.caseInsensitivelyEquals(name) }
            if let newValue {
                fields.insert(Field(name: name, value: newValue), at: min(position ?? fields.count, fields.count))
            }
        }
    }

    /// Adds a line, keeping those of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension String {
    /// ASCII comparison without regard to case.
    func caseInsensitivelyEquals(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { left, right in
                left == right || (left | 0x20 == right | 0x20 && (0x61...0x7A).contains(left | 0x20))
            }
    }
}
