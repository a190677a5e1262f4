import Digests

/// What completes a multipart upload: the list of its parts (Amazon S3 API Reference, "CompleteMultipartUpload";
/// Alibaba Cloud OSS, "CompleteMultipartUpload").
struct CompleteDocument {
    /// In ascending order of their numbers.
    private let parts: [UploadedPart]

    init(_ parts: [UploadedPart]) { self.parts = parts.sorted { $0.number < $1.number } }

    var count: Int { parts.count }

    var bytes: [UInt8] {
        var text = "<CompleteMultipartUpload>"
        for part in parts {
            text += "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(Self.escaped(part.etag))</ETag></Part>"
        }
        return Array((text + "</CompleteMultipartUpload>").utf8)
    }

    /// Extensible Markup Language 1.0, 2.4. Characters it cannot hold at all come in no ETag, as fields cannot hold
    /// them either.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// CRC-64/NVME of the whole, from those of the parts; `nil` unless all have theirs.
    var crc64nvme: UInt64? {
        var whole: UInt64 = 0
        for part in parts {
            guard let crc64nvme = part.crc64nvme else { return nil }
            whole = CRC64.combine(whole, crc64nvme, secondLength: part.size, variant: .nvme)
        }
        return whole
    }

    /// The ETag of servers that make it of the parts' MD5s: hex MD5 of the binary MD5s, and `-` with their number.
    /// `nil` if a part's ETag is no MD5.
    var md5OfPartMD5s: String? {
        var digests: [UInt8] = []
        for part in parts {
            guard let digest = Self.bytes(hex: part.etag.filter { $0 != "\"" }), digest.count == 16 else { return nil }
            digests += digest
        }
        return "\(hex(MD5.hash(digests)))-\(parts.count)"
    }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
    }
}
