import Digests
public import Failures
public import HTTPTransport
import RequestSigning

/// Uploads whose bytes come from elsewhere: signed here, sent by whoever asked for them.
extension Bucket {
    /// The running checksums this bucket's proof of an upload needs: always CRC-64/XZ, others where the provider's
    /// profile wants them.
    ///
    /// - Parameter md5: whether the MD5 is computed; `nil` leaves it to the profile. One that is known beforehand and
    ///   goes with the upload needs no computing.
    public func digests(md5: Bool? = nil) -> BodyDigests {
        let location = location
        let form = PayloadForm(payloadSigning, at: location)
        return BodyDigests(nvme: form.hasTrailer, md5: md5 ?? (form.isRaw && location.profile.provesByMD5))
    }

    /// A single PUT of `length` bytes, signed at this moment; waits for the endpoint's pace.
    ///
    /// - Throws: `storage.exists` where the object is not to be replaced and a HEAD finds one.
    public func put(_ object: ObjectUpload, length: Int64, digests: BodyDigests) async throws(Failure) -> Upload {
        let condition = try await creating(object, .put)
        try await admit()
        var context = try await context(for: object.key)
        context.isConditional = condition != nil
        var fields = object.putFields(context.location.dialect)
        // With a trailer the server has a checksum already, and what an MD5 beside it is of differs.
        if form(context).hasTrailer { fields.removeAll { $0.0 == "Content-MD5" } }
        let hasMD5 = fields.contains { $0.0 == "Content-MD5" }
        if let condition { fields.append(condition) }
        let call = StorageCall(action: .put, method: "PUT", key: object.key, fields: fields)
        return upload(call, length: length, digests: digests, context, hasMD5: hasMD5)
    }

    /// A part of `length` bytes, signed at this moment; waits for the endpoint's pace.
    ///
    /// - Parameter number: 1...10,000; the same number again replaces the part.
    public func part(
        _ number: Int, of upload: MultipartUpload, length: Int64, digests: BodyDigests
    ) async throws(Failure) -> Upload {
        try await admit()
        let context = try await context(for: upload.key)
        return self.upload(
            Self.call(part: number, of: upload), length: length, digests: digests, context, hasMD5: false)
    }

    static func call(part number: Int, of upload: MultipartUpload) -> StorageCall {
        StorageCall(
            action: .put, method: "PUT", key: upload.key,
            query: [("partNumber", String(number)), ("uploadId", upload.id)])
    }

    /// Whether the storage took an upload before, so that the next one will hardly be refused.
    public var takesUploads: Bool { withKnowledge { $0.tookUpload } }

    /// To be told of every upload the storage took.
    ///
    /// - Parameter continueAnswer: what it made of `Expect: 100-continue`.
    public func accepted(_ reply: HTTPResponseHead, continueAnswer: ContinueAnswer) async {
        withKnowledge { $0.uploadWasAccepted(continueAnswer) }
        await throttle.succeeded()
    }

    /// What the reply to an upload says about the bytes that were sent.
    ///
    /// - Parameters:
    ///   - size: bytes that were to be sent.
    ///   - digests: of the bytes that passed.
    public func proof(of reply: HTTPResponseHead, size: Int64, digests: BodyDigests) -> ArrivalProof {
        guard digests.size == size else { return .contradicted("\(digests.size) bytes were sent instead of \(size)") }
        return UploadEvidence(reply, profile: location.profile).proof(digests)
    }

    private func form(_ context: SigningContext) -> PayloadForm { PayloadForm(payloadSigning, at: context.location) }

    private func upload(
        _ call: StorageCall, length: Int64, digests: BodyDigests, _ context: SigningContext, hasMD5: Bool
    ) -> Upload {
        let form = form(context)
        var call = call
        call.fields += form.fields(length: length, at: context.location)
        let signed = context.sign(call, payload: form.framing?.payload ?? .unsigned)
        digests.context = context
        digests.isCheckedByServer = !form.isRaw || hasMD5
        let expectsContinue = withKnowledge { $0.expectsContinue }
        guard let framing = form.framing else {
            return Upload(request: signed.request, wireLength: length, expectsContinue: expectsContinue)
        }
        let body = ChunkedBody(
            signer: form.signsChunks ? context.chunkSigner(seed: signed.seed) : nil,
            trailer: form.hasTrailer
                ? ChunkedBody.Trailer(name: PayloadForm.trailerName) { base64(bigEndian: digests.crc64nvme ?? 0) } : nil
        )
        let wireLength = framing.encodedLength(decodedLength: length, chunkSize: body.chunkLength)
        return Upload(
            request: signed.request, wireLength: wireLength, framing: body, expectsContinue: expectsContinue)
    }
}
