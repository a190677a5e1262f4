import Digests
import Failures
import HTTPTransport
import ObjectStorage
import WireFormats

extension Doctor {
    /// What the probe holds; it is no video and says so.
    private static let content = Array("keepreel doctor looks whether this bucket works. This may be deleted.\n".utf8)
    private static let replyLimit = 64 << 10

    private var findings: ProbeFindings {
        ProbeFindings(
            profile: bucket.location.profile, overwrites: subject.probe.overwrites, signsPayload: subject.signsPayload)
    }

    private var key: String { subject.probe.key }

    /// Stores the probe, looks at it from all sides and deletes it.
    ///
    /// - Returns: whether it could be stored.
    func examineObject(_ report: inout DoctorReport) async -> Bool {
        let isStored = await examineWriting(&report)
        if isStored {
            await examineReading(&report)
            report.add(findings.condition(await conditionAnswer()))
            if bucket.location.dialect == .s3 { report.add(findings.chunks(await chunksAnswer())) }
            await examineMultipart(&report)
            await examineLink(&report)
        }
        // What was asked for may have been stored although no answer came.
        let deletion = await outcome { () throws(Failure) in try await bucket.delete(key) }
        if isStored { record(deletion, &report) { findings.deletion($0, key: key) } }
        return isStored
    }

    private func examineWriting(_ report: inout DoctorReport) async -> Bool {
        var probe = subject.probe
        probe.overwrites = true
        do throws(Failure) {
            let stored = try await bucket.write(probe, Self.content)
            report.add(.ok("storage.write", "an object can be stored (\(key))"))
            report.add(findings.checksums(Self.proofs(in: stored)))
            return true
        } catch {
            report.add("storage.write", error)
            return false
        }
    }

    /// The checksums of the reply that are those of the probe.
    private static func proofs(in stored: StoredObject) -> [String] {
        var (xz, nvme) = (CRC64(.xz), CRC64(.nvme))
        var md5 = MD5()
        content.withUnsafeBytes { bytes in
            xz.update(bytes)
            nvme.update(bytes)
            md5.update(bytes)
        }
        let digest = hex(md5.finalize())
        let proofs = [
            ("CRC-64/XZ", stored.checksums.crc64 == xz.value),
            ("CRC-64/NVME", stored.checksums.matches(nvme: nvme.value) == true),
            ("MD5 as ETag", stored.etag?.lowercased() == digest),
        ]
        return proofs.filter(\.1).map(\.0)
    }

    private func examineReading(_ report: inout DoctorReport) async {
        do throws(Failure) {
            let sent = subject.now()
            let whole = try await bucket.read(key, range: nil, limit: Self.replyLimit)
            report.add(findings.readBack(Self.comparison(whole.body, Self.content[...])))
            let serverTime = whole.head.headers["Date"].flatMap(HTTPDate.unixSeconds)
            report.add(ClockFindings.of(.storage, offset: serverTime.map { .seconds($0 - sent) }))
            let part = try await bucket.read(key, range: 2...5, limit: Self.replyLimit)
            let isPart = part.head.status == 206
            let answer =
                isPart ? Self.comparison(part.body, Self.content[2...5]) : .not("HTTP \(part.head.status)")
            report.add(findings.ranges(answer))
        } catch {
            report.note(error)
            report.add(findings.readBack(.unknown(error)))
        }
    }

    private static func comparison(_ bytes: [UInt8], _ expected: ArraySlice<UInt8>) -> EndpointAnswer {
        if bytes[...] == expected { return .honoured }
        return .not(
            bytes.count == expected.count
                ? "other bytes of the same number" : "\(bytes.count) bytes instead of \(expected.count)")
    }

    private func conditionAnswer() async -> EndpointAnswer {
        do throws(Failure) {
            let response = try await bucket.answer(toCreating: subject.probe, Self.content)
            let refusals = bucket.location.profile.conditionalWrite?.refusals ?? [412]
            if refusals.contains(response.head.status) { return .honoured }
            return .not(response.head.isSuccess ? "it replaces it" : Self.told(response))
        } catch {
            return .unknown(error)
        }
    }

    private func chunksAnswer() async -> EndpointAnswer {
        do throws(Failure) {
            let response = try await bucket.answer(toSignedChunksOf: subject.probe, Self.content)
            guard response.head.isSuccess else { return .not(Self.told(response)) }
            let stored = try await bucket.read(key, range: nil, limit: Self.replyLimit)
            return Self.comparison(stored.body, Self.content[...]).orStored
        } catch {
            return .unknown(error)
        }
    }

    /// `HTTP 501 NotImplemented`
    private static func told(_ response: HTTPResponse) -> String {
        "HTTP \(response.head.status)" + (StorageErrorReply(response).code.map { " \($0)" } ?? "")
    }

    private func examineMultipart(_ report: inout DoctorReport) async {
        let result = await outcome { () throws(Failure) in
            let upload = try await bucket.beginMultipart(subject.probe.replacing)
            try await bucket.abort(upload)
        }
        record(result, &report) { findings.multipart($0) }
    }

    private func record(
        _ result: Result<Void, Failure>, _ report: inout DoctorReport, _ finding: (Result<Void, Failure>) -> Finding
    ) {
        if case .failure(let failure) = result { report.note(failure) }
        report.add(finding(result))
    }

    /// Does to its end what must not be left half done, cancelled or not.
    private func outcome(_ work: @escaping @Sendable () async throws(Failure) -> Void) async -> Result<Void, Failure> {
        await Task {
            do throws(Failure) {
                try await work()
                return .success(())
            } catch {
                return .failure(error)
            }
        }.value
    }
}

extension EndpointAnswer {
    /// A server that does not know the framing stores it with the bytes.
    fileprivate var orStored: EndpointAnswer {
        if case .not(let how) = self { .not("the framing is stored with the bytes: \(how)") } else { self }
    }
}

extension ObjectUpload {
    /// The same, whatever is there.
    fileprivate var replacing: ObjectUpload {
        var object = self
        object.overwrites = true
        return object
    }
}
