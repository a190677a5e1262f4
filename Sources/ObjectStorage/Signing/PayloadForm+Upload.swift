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

    /// The fields that announce the framing.
    ///
    /// No `Content-Encoding: aws-chunked`. Servers know the framing by `x-amz-content-sha256`, and several store the
    /// field and send it to browsers with the object.
    func fields(length: Int64) -> [(String, String)] {
        guard !isRaw else { return [] }
        let decoded = [("x-amz-decoded-content-length", String(length))]
        return hasTrailer ? decoded + [("x-amz-trailer", Self.trailerName)] : decoded
    }
}
