import Digests
import Failures
import HTTPTransport
import ObjectStorage

/// Reads an object back to its end, in memory that does not depend on its size, and goes on where a connection broke.
struct DeepRead: Sendable {
    let bucket: Bucket
    let web: any WebReading
    let patience: Patience

    private static let segmentLength = 256 << 10
    /// Seconds; a signature only has to be good at the beginning of a reply.
    private static let signatureLife = 3600

    /// What has been read so far.
    private struct Progress {
        var crc64 = CRC64(.xz)
        var size: Int64 = 0
        /// As the first reply has it, with its quotation marks.
        var etag: String?
    }

    func content(of key: String) async throws(Failure) -> ContentObservation {
        var progress = Progress()
        var failures = 0
        while true {
            let before = progress.size
            do throws(Failure) {
                try await read(key, &progress)
                return ContentObservation(size: progress.size, crc64: progress.crc64.value)
            } catch {
                failures = progress.size > before ? 1 : failures + 1
                guard error.mayPass, failures <= patience.retries, !Task.isCancelled else { throw error }
                // A wait that is cut short ends in the request that follows.
                try? await Task.sleep(for: patience.backoff(failures))
            }
        }
    }

    private func read(_ key: String, _ progress: inout Progress) async throws(Failure) {
        let stream = try await open(key, &progress)
        // Without ranges, or at the beginning, the whole comes.
        if stream.head.status != 206 { progress = Progress(etag: stream.head.headers["ETag"]) }
        do throws(TransportError) {
            while true {
                let segment = try await stream.next()
                guard !segment.isEmpty else { return }
                segment.withUnsafeBytes { progress.crc64.update($0) }
                progress.size += Int64(segment.count)
            }
        } catch {
            throw bucket.failure(of: error)
        }
    }

    private func open(_ key: String, _ progress: inout Progress) async throws(Failure) -> any WebStream {
        var request = HTTPRequest("GET", try await bucket.presignedURL(of: key, seconds: Self.signatureLife))
        if progress.size > 0 {
            request.headers["Range"] = "bytes=\(progress.size)-"
            request.headers["If-Match"] = progress.etag
        }
        do throws(SourceStreamError) {
            return try await web.open(request, segmentLength: Self.segmentLength)
        } catch {
            switch error {
            case .transport(let error): throw bucket.failure(of: error)
            case .refused(let response):
                progress = Progress()
                throw try await meaning(of: response, key: key)
            }
        }
    }

    /// Why a signed link was refused: a request of the bucket's own is told it in full, and learns what there is to learn.
    private func meaning(of response: HTTPResponse, key: String) async throws(Failure) -> Failure {
        _ = try await bucket.read(key, range: 0...0, limit: 64 << 10)
        return Failure(
            "verify.refused", "reading the object back was refused with HTTP \(response.head.status)",
            disposition: .retry())
    }
}

extension Failure {
    /// Whether the same may succeed when it is tried again.
    fileprivate var mayPass: Bool {
        switch disposition {
        case .retry, .unreachable: true
        case .renewSource, .refuseContent, .giveUp, .stop: false
        }
    }
}
