import RequestSigning

extension PayloadForm {
    /// The trailer that proves a body: base64 of eight bytes.
    static let trailerName = "x-amz-checksum-crc64nvme"
    private static let trailerLength = 12

    /// The form of a body that is not known beforehand.
    ///
    /// - Parameter signing: what the user asks for.
    init(_ signing: PayloadSigning, at location: BucketLocation) {
        let automatic = location.profile.payload.automatic
        let hasTrailer = PayloadRules.trailers.contains(automatic)
        self =
            switch (location.dialect, signing) {
            case (.oss, _), (.s3, .unsigned): .unsigned
            case (.s3, .signed): hasTrailer ? .signedTrailer : .signedChunks
            // Nothing of an unsigned body can be trusted that travels in the open.
            case (.s3, .auto) where automatic == .unsignedTrailer && location.base.scheme == "http": .signedTrailer
            case (.s3, .auto): automatic == .hashed ? .unsigned : automatic
            }
    }

    /// How the body stands on the wire; `nil`: as it is.
    var framing: ChunkedFraming? {
        switch self {
        case .unsigned, .hashed: nil
        case .signedChunks: .signed
        case .signedTrailer: .signedTrailer(name: Self.trailerName, valueLength: Self.trailerLength)
        case .unsignedTrailer: .unsignedTrailer(name: Self.trailerName, valueLength: Self.trailerLength)
        }
    }

    var hasTrailer: Bool { PayloadRules.trailers.contains(self) }

    var signsChunks: Bool { self == .signedChunks || self == .signedTrailer }

    /// The fields that announce the framing (Amazon S3 API Reference, "Signature Calculations for the Authorization
    /// Header: Transferring Payload in Multiple Chunks").
    func fields(length: Int64, at location: BucketLocation) -> [(String, String)] {
        guard !isRaw else { return [] }
        var fields = [("x-amz-decoded-content-length", String(length))]
        if location.profile.payload.stripsEncoding { fields.append(("Content-Encoding", "aws-chunked")) }
        if hasTrailer { fields.append(("x-amz-trailer", Self.trailerName)) }
        return fields
    }
}
