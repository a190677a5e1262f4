public import Failures
import HTTPTransport

extension ModelStudioClient {
    /// Creates a task, once.
    ///
    /// Repeated is only what certainly created none: a refusal of the rate (429 by a code of the service), and a request
    /// of which no byte left. There is no idempotency key, so anything else might be charged twice.
    ///
    /// - Parameter willSend: called right before each request leaves; what it throws keeps the request from leaving.
    public func submit(
        _ order: AnimationOrder, willSend: @Sendable () throws(Failure) -> Void = {}
    ) async -> SubmitOutcome {
        var request = request("POST", "/services/aigc/image2video/video-synthesis", body: order.requestBody)
        request.isSentOnce = true
        request.headers["Content-Type"] = "application/json"
        request.headers["X-DashScope-Async"] = "enable"
        if order.hasUploadedInput { request.headers["X-DashScope-OssResourceResolve"] = "enable" }
        var attempt = 0
        while true {
            let step = await submitOnce(request, willSend)
            guard case .again(let failure) = step else { return step.outcome }
            guard let wait = waitBeforeRepeating(failure, attempt) else { return .refused(failure) }
            do throws(Failure) {
                try await pause(wait)
            } catch {
                return .refused(error)
            }
            attempt += 1
        }
    }

    private func submitOnce(
        _ request: HTTPRequest, _ willSend: @Sendable () throws(Failure) -> Void
    ) async -> SubmitStep {
        do throws(Failure) {
            try await permit(submitPacer)
            try await permit(pacer)
            try willSend()
        } catch {
            return .done(.refused(error))
        }
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await exchange(request)
        } catch {
            return SubmitStep(error, of: asked)
        }
        let step = SubmitStep(response, of: asked)
        if case .again(let failure) = step {
            await submitPacer.slowDown(retryAfter: failure.retryAfter)
        } else if response.head.isSuccess {
            await submitPacer.speedUp()
        }
        return step
    }
}
