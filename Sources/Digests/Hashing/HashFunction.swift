/// A cryptographic hash fed piece by piece. A value hashes one message: `finalize` ends its life.
public protocol HashFunction: ~Copyable {
    /// Starts an empty message.
    init()

    /// Appends bytes to the message. Nothing is copied or kept.
    mutating func update(_ bytes: UnsafeRawBufferPointer)

    /// The digest of everything appended.
    consuming func finalize() -> [UInt8]
}

extension HashFunction where Self: ~Copyable {
    /// The digest of a whole message.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var function = Self()
        bytes.withUnsafeBytes { function.update($0) }
        return function.finalize()
    }

    /// The digest of a text's UTF-8 bytes.
    public static func hash(_ string: String) -> [UInt8] { hash(Array(string.utf8)) }
}
