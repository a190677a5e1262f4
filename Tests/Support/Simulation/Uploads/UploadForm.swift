import Digests
import FoundationEssentials

/// The fields of an upload and what is kept of its file, gathered as they come.
struct UploadForm: ~Copyable {
    private(set) var fields: [String: String] = [:]
    private(set) var fileName = ""
    private(set) var byteCount: Int64 = 0
    /// What is wrong with the form itself.
    private(set) var objection: OSSError?
    private(set) var hasFile = false
    private var current = ""
    private var partType: String?
    private var value: [UInt8] = []
    private var hash = SHA256()
    private var isComplete = false

    /// Takes in what the reader of the body tells.
    mutating func take(_ event: MultipartReader.Event) {
        switch event {
        case .part(let name, let fileName, let contentType):
            closeField()
            // "The file must be the last field of the form"; what follows it would not be heeded.
            if hasFile { objection = .formOrder }
            current = name
            if name == "file" {
                hasFile = true
                self.fileName = fileName ?? ""
                partType = contentType
            }
        case .bytes(let bytes):
            if hasFile {
                bytes.withUnsafeBytes { hash.update($0) }
                byteCount += Int64(bytes.count)
            }
            if !hasFile || byteCount <= UploadedFile.keptBytes { value += bytes }
        case .end:
            closeField()
            isComplete = true
            if !hasFile { objection = .noFile }
        case .malformed: objection = .malformedForm
        }
    }

    private mutating func closeField() {
        guard !hasFile else { return }
        if !current.isEmpty { fields[current.lowercased()] = String(decoding: value, as: UTF8.self) }
        value = []
    }

    /// The file, once the whole form is there.
    consuming func file(model: String, now: Date) throws(OSSError) -> UploadedFile {
        guard isComplete else { throw .malformedForm }
        return UploadedFile(
            key: fields["key"] ?? "", model: model, fileName: fileName,
            contentType: fields["x-oss-content-type"] ?? partType, byteCount: byteCount, sha256: hex(hash.finalize()),
            bytes: byteCount <= UploadedFile.keptBytes ? value : nil, uploadedAt: now)
    }
}
