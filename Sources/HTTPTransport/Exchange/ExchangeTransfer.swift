import CCurl

/// One request and its whole response.
final class ExchangeTransfer: EasyTransferDelegate {
    typealias Completion = @Sendable (Result<HTTPResponse, TransportError>) -> Void

    private let core: LoopCore
    private let operation: UInt64
    private let limits: ExchangeLimits
    private var easy: EasyTransfer?
    private var completion: Completion?
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private var isOversized = false

    init(core: LoopCore, operation: UInt64, limits: ExchangeLimits, completion: @escaping Completion) {
        self.core = core
        self.operation = operation
        self.limits = limits
        self.completion = completion
    }

    func start(_ request: HTTPRequest) {
        do throws(TransportError) {
            let easy = try EasyTransfer(request, options: core.options, addressPolicy: .any, delegate: self)
            if let time = limits.time { try easy.limitTime(to: time) }
            if let silence = limits.silence { try easy.limitSilence(to: silence) }
            self.easy = easy
            // The closure keeps the operation alive until it is finished.
            core.onCancel(operation) { self.conclude(.failure(self.cancellation)) }
            try core.add(easy)
        } catch {
            conclude(.failure(error))
        }
    }

    private var cancellation: TransportError {
        TransportError(.cancelled, "cancelled", isUnsent: easy?.isConnected != true)
    }

    private func conclude(_ result: Result<HTTPResponse, TransportError>) {
        guard let completion else { return }
        self.completion = nil
        core.finished(operation)
        if let easy { core.remove(easy) }
        completion(result)
    }

    func easy(_ transfer: EasyTransfer, received head: HTTPResponseHead) -> BodyFlow {
        self.head = head
        return .proceed
    }

    func easy(_ transfer: EasyTransfer, received bytes: UnsafeRawBufferPointer) -> BodyFlow {
        guard body.count + bytes.count <= limits.responseBytes else {
            isOversized = true
            return .abort
        }
        body.append(contentsOf: bytes)
        return .proceed
    }

    func easy(_ transfer: EasyTransfer, supplyInto buffer: UnsafeMutableRawBufferPointer) -> BodySupply { .bytes(0) }

    func easy(_ transfer: EasyTransfer, finishedWith error: TransportError?) {
        if isOversized {
            conclude(.failure(TransportError(.badReply, "the reply is larger than \(limits.responseBytes) bytes")))
        } else if let error {
            conclude(.failure(error))
        } else if let head {
            conclude(.success(HTTPResponse(head: head, body: body)))
        } else {
            conclude(.failure(TransportError(.badReply, "the reply has no head")))
        }
    }
}
