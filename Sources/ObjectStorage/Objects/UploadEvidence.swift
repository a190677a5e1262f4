import Digests
import HTTPTransport

/// What the reply to an upload carries that can prove or contradict it.
struct UploadEvidence {
    private let head: HTTPResponseHead
    private let checksums: ServerChecksums
    private let profile: ProviderProfile

    init(_ head: HTTPResponseHead, profile: ProviderProfile) {
        self.head = head
        self.profile = profile
        checksums = ServerChecksums(head.headers)
    }

    /// Every checksum of the reply has to agree; one is enough.
    func proof(_ digests: BodyDigests) -> ArrivalProof {
        var isProven = digests.isCheckedByServer
        if let crc64 = checksums.crc64 {
            guard crc64 == digests.crc64 else { return Self.differs("CRC-64", digests.crc64, crc64) }
            isProven = true
        }
        if let sent = digests.crc64nvme, let matches = checksums.matches(nvme: sent) {
            guard matches else {
                return Self.differs("CRC-64/NVME", base64(bigEndian: sent), checksums.nvme ?? "")
            }
            isProven = true
        }
        if let stored = md5, let sent = digests.md5 {
            guard stored == sent else { return Self.differs("MD5", sent, stored) }
            isProven = true
        }
        return isProven ? .proven : .unproven
    }

    /// The MD5 of what was stored, lower-case hex, as far as the reply tells it.
    private var md5: String? {
        if let google = googleMD5 { return google }
        guard profile.singleETag == .md5, !head.headers.tellEncryptionBeyondMD5, let etag = head.entityTag,
            etag.count == 32,
            etag.allSatisfy(\.isHexDigit)
        else { return nil }
        return etag.lowercased()
    }

    /// `x-goog-hash: crc32c=…,md5=…`, in one line or in two.
    private var googleMD5: String? {
        head.headers.fields.lazy.filter { $0.name.lowercased() == "x-goog-hash" }
            .flatMap { $0.value.split(separator: ",") }
            .compactMap { field in
                let field = field.trimmingPrefix { $0 == " " }
                return field.hasPrefix("md5=") ? hexOfBase64(String(field.dropFirst(4))) : nil
            }.first
    }

    private static func differs(_ kind: String, _ sent: some Any, _ stored: some Any) -> ArrivalProof {
        .contradicted("the storage names the \(kind) \(stored), the bytes sent have \(sent)")
    }
}

extension ProviderProfile {
    /// Whether the MD5 of a body can prove it, and nothing cheaper does.
    var provesByMD5: Bool {
        switch proof {
        case .etagMD5, .googleHash: true
        // Without its trailer, which the user may not want.
        case .crc64nvmeTrailer: singleETag == .md5
        case .crc64Field, .size: false
        }
    }
}
