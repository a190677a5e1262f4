import Failures
import Manifest

/// The parts of one upload that the storage has confirmed; what is added stands in the manifest, too. Of those about to be
/// there only the manifest is told.
actor PartsLedger {
    private let archiver: VideoArchiver
    private let upload: Int64
    private var parts: [Int: UploadedPartRecord]

    /// - Parameters:
    ///   - upload: its number in the manifest.
    ///   - parts: confirmed ones.
    init(_ archiver: VideoArchiver, upload: Int64, parts: [UploadedPartRecord]) {
        self.archiver = archiver
        self.upload = upload
        self.parts = Dictionary(parts.map { ($0.number, $0) }) { _, last in last }
    }

    /// Whether the storage has that part.
    func has(_ number: Int) -> Bool { parts[number] != nil }

    /// In their order.
    var all: [UploadedPartRecord] { parts.values.sorted { $0.number < $1.number } }

    /// Adds a part that the storage has confirmed, or notes one whose last bytes are about to go.
    ///
    /// - Parameter checkpoint: tells where the check of the content stands; asked in the same turn as the record is
    ///   written, so that a later record never has an older one.
    func add(
        _ part: UploadedPartRecord, checkpoint: @escaping @Sendable () -> [UInt8]?
    ) async throws(Failure) {
        let (archiver, upload) = (archiver, upload)
        try await archiver.recorded { () throws(Failure) in
            try archiver.manifest.addPart(part, to: upload, checkpoint: checkpoint())
        }
        if part.isConfirmed { parts[part.number] = part }
    }

    /// Forgets a part that was under way and is not what was sent.
    func remove(_ number: Int) async throws(Failure) {
        let (archiver, upload) = (archiver, upload)
        try await archiver.recorded { () throws(Failure) in
            try archiver.manifest.forgetPart(number, of: upload)
        }
    }
}
