import RequestSigning

/// How the bytes of an upload stand on the wire.
enum BodyMode: Equatable {
    /// As they are, not signed.
    case plain
    /// aws-chunked.
    case chunked(ChunkedFraming)

    /// The trailer that proves a body: base64 of eight bytes.
    static let trailerName = "x-amz-checksum-crc64nvme"
    private static let trailerLength = 12

    /// - Parameters:
    ///   - signing: what the user asks for.
    ///   - trailer: whether a CRC-64/NVME follows the body.
    init(_ signing: PayloadSigning, trailer: Bool, location: BucketLocation) {
        let isSigned = signing == .signed || (signing == .auto && location.profile.signsPayload)
        self =
            switch (location.dialect, isSigned, trailer) {
            case (.oss, _, _), (.s3, false, false): .plain
            case (.s3, true, false): .chunked(.signed)
            // Nothing of an unsigned body may be trusted that travels in the open.
            case (.s3, false, true) where location.base.scheme == "https":
                .chunked(.unsignedTrailer(name: Self.trailerName, valueLength: Self.trailerLength))
            case (.s3, _, true): .chunked(.signedTrailer(name: Self.trailerName, valueLength: Self.trailerLength))
            }
    }

    /// What the signature of the request says about the body.
    var payload: PayloadHash {
        switch self {
        case .plain: .unsigned
        case .chunked(let framing): framing.payload
        }
    }

    var hasTrailer: Bool {
        switch self {
        case .chunked(.signedTrailer), .chunked(.unsignedTrailer): true
        case .plain, .chunked(.signed): false
        }
    }

    /// Whether the server checks every byte before it answers 2xx.
    var isChecked: Bool { self != .plain }

    /// The fields that announce the framing.
    ///
    /// No `Content-Encoding: aws-chunked`. Servers know the framing by `x-amz-content-sha256`, and several store the
    /// field and send it to browsers with the object.
    func fields(length: Int64) -> [(String, String)] {
        guard case .chunked = self else { return [] }
        let decoded = [("x-amz-decoded-content-length", String(length))]
        return hasTrailer ? decoded + [("x-amz-trailer", Self.trailerName)] : decoded
    }
}
