import Failures
import HTTPTransport
import RequestSigning

extension Bucket {
    /// Sends a request, and again what may pass when repeated, signed anew every time.
    ///
    /// - Returns: a 2xx response, or one of the statuses the call accepts.
    func exchange(_ call: StorageCall) async throws(Failure) -> HTTPResponse {
        try await repeating { () throws(AttemptFailure) in try await attempt(call) }
    }

    /// One request and its answer.
    ///
    /// - Parameter condition: the field by which it is to replace nothing.
    func attempt(
        _ call: StorageCall, condition: (String, String)? = nil
    ) async throws(AttemptFailure) -> HTTPResponse {
        var call = call
        var context: SigningContext
        do throws(Failure) {
            try await admit()
            context = try await self.context(for: call.key)
        } catch {
            throw AttemptFailure(failure: error, isFinal: true)
        }
        if let condition {
            call.fields.append(condition)
            context.isConditional = true
        }
        let response = try await send(context.sign(call, payload: call.body.map { .of($0) } ?? .empty).request, call)
        if call.isAnswered(by: response) {
            await throttle.succeeded()
            return response
        }
        throw await refusal(response, call.action, key: call.key, context: context)
    }

    private func send(_ request: HTTPRequest, _ call: StorageCall) async throws(AttemptFailure) -> HTTPResponse {
        do throws(TransportError) {
            return try await http.exchange(request, limits: call.limits)
        } catch {
            throw AttemptFailure(failure: failure(of: error))
        }
    }

    /// Waits until the endpoint's pace allows another request.
    func admit() async throws(Failure) {
        do throws(CancellationError) { try await throttle.admit() } catch { throw cancelled }
    }

    /// The target of a request, for the sentences about it.
    func target(_ action: StorageAction, _ key: String?) -> StorageTarget {
        let location = location
        return StorageTarget(dialect: location.dialect, bucket: location.bucket, key: key, action: action)
    }
}
