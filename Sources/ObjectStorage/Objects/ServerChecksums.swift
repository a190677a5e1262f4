import Digests
import HTTPTransport

/// The checksums of an object or a part that a reply carries.
public struct ServerChecksums: Sendable, Equatable {
    /// CRC-64/XZ of the whole.
    public var crc64: UInt64?
    /// CRC-64/NVME of the whole, as base64 of its big-endian bytes.
    var nvme: String?

    /// Reads `x-oss-hash-crc64ecma`, `x-cos-hash-crc64ecma`, `x-tos-hash-crc64ecma` (decimal) and
    /// `x-amz-checksum-crc64nvme` (base64).
    init(_ headers: HTTPHeaders) {
        crc64 = ["x-oss-hash-crc64ecma", "x-cos-hash-crc64ecma", "x-tos-hash-crc64ecma"].lazy
            .compactMap { headers[$0] }.first.flatMap { UInt64($0) }
        nvme = headers["x-amz-checksum-crc64nvme"].flatMap(Self.whole)
    }

    /// Adds what a document says where the fields said nothing.
    mutating func take(nvme value: String?) { nvme = nvme ?? value.flatMap(Self.whole) }

    /// One with `-` counts parts, and is not of the whole.
    private static func whole(_ value: String) -> String? { value.contains("-") ? nil : value }

    /// Whether nothing the reply carries speaks of other bytes than those of these checksums.
    public func allow(crc64: UInt64, nvme: UInt64?) -> Bool {
        if let own = self.crc64, own != crc64 { return false }
        return nvme.flatMap { matches(nvme: $0) } ?? true
    }

    /// Whether that CRC-64/NVME is the one the reply carries; `nil` if it carries none.
    public func matches(nvme value: UInt64) -> Bool? { nvme.map { $0 == base64(bigEndian: value) } }
}
