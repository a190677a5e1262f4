public import Failures
import HTTPTransport
import WireFormats

extension ModelStudioClient {
    /// Uploads a file to the service's temporary storage, which keeps it for 48 hours for tasks of that model.
    ///
    /// - Parameters:
    ///   - file: A checked file. One that was written to or replaced since is never uploaded whole.
    ///   - model: The model whose task will take it.
    /// - Returns: The `oss://` URL for the order.
    /// - Throws: `studio.input-changed` at once where the file is no longer what was checked; else the last failure once
    ///   the retries are used up, any other at once. No text holds the policy.
    public func upload(_ file: InputFile, model: String) async throws(Failure) -> String {
        var policy = try await uploadPolicy(model)
        var hasRenewed = false
        return try await repeating { _ throws(Failure) in
            while true {
                if let limit = policy.largest, file.byteCount > limit {
                    throw UploadFailure.tooLarge(file, limit: limit)
                }
                let form = UploadForm(file, policy: policy, token: RandomToken.make())
                let response = try await post(form, to: policy.host, file)
                if response.head.isSuccess { return "oss://\(form.key)" }
                // Among other things the answer to a policy that has expired, e.g. while the file was on its way.
                guard response.head.status == 403, !hasRenewed else {
                    throw UploadFailure.refused(response, now: asked.now)
                }
                hasRenewed = true
                policy = try await uploadPolicy(model)
            }
        }
    }

    private func uploadPolicy(_ model: String) async throws(Failure) -> UploadPolicy {
        let target = "/uploads?action=getPolicy&model=\(PercentEncoding.component(model))"
        let mayBePlain = endpoint.prefix(7).lowercased() == "http://"
        return try await call(request("GET", target)) { body throws(Failure) in
            try UploadPolicy(body, mayBePlain: mayBePlain)
        }
    }

    /// Not bound to a time: a file may be large and the way to it slow.
    private func post(
        _ form: UploadForm, to host: String, _ file: InputFile
    ) async throws(Failure) -> HTTPResponse {
        do throws(TransportError) {
            return try await http.exchange(form.request(to: host), limits: ExchangeLimits(time: nil))
        } catch {
            throw UploadFailure.broken(error, file)
        }
    }
}
