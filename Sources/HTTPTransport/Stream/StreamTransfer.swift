/// One source response on the loop's thread, handed out in segments. It is paused whenever nobody waits for one.
final class StreamTransfer: EasyTransferDelegate {
    typealias Opening = @Sendable (Result<HTTPResponseHead, SourceStreamError>) -> Void
    typealias Delivery = @Sendable (Result<[UInt8], TransportError>) -> Void

    private let core: LoopCore
    private let operation: UInt64
    private let segmentLength: Int
    private var opening: Opening?
    /// Who waits for the segment, and the operation that is cancelled with it.
    private var waiting: (operation: UInt64, delivery: Delivery)?

    private var easy: EasyTransfer?
    private var isPaused = false
    private var refusal: HTTPResponse?
    private var segment: [UInt8] = []
    /// First bytes of what libcurl offers again that are in a segment already.
    private var taken = 0
    /// Set once the response is over.
    private var end: Result<Void, TransportError>?

    init(core: LoopCore, operation: UInt64, segmentLength: Int, opening: @escaping Opening) {
        self.core = core
        self.operation = operation
        self.segmentLength = max(1, segmentLength)
        self.opening = opening
    }

    func start(_ request: HTTPRequest, sourcePolicy: AddressPolicy) {
        core.streams[operation] = self
        core.onCancel(operation) { self.close(TransportError(.cancelled, "cancelled")) }
        do throws(TransportError) {
            let easy = try EasyTransfer(request, options: core.options, addressPolicy: sourcePolicy, delegate: self)
            try core.add(easy)
            self.easy = easy
            core.bandwidth.join(easy)
        } catch {
            close(error)
        }
    }

    /// Hands out the next segment once it is there.
    ///
    /// - Parameter operation: Cancelling it ends the stream.
    func next(_ operation: UInt64, _ delivery: @escaping Delivery) {
        guard waiting == nil else {
            return delivery(.failure(TransportError(.badRequest, "another task waits for the next segment")))
        }
        waiting = (operation, delivery)
        core.onCancel(operation) { self.close(TransportError(.cancelled, "cancelled")) }
        if end != nil {
            deliverLast()
        } else if isPaused, let easy {
            isPaused = false
            core.resume(easy)
        }
    }

    // MARK: - Ending

    /// Drops the connection and tells whoever waits.
    private func close(_ error: TransportError) {
        core.streams[operation] = nil
        core.finished(operation)
        removeEasy()
        fail(.transport(error))
        deliver(.failure(error))
    }

    private func removeEasy() {
        guard let easy else { return }
        core.bandwidth.leave(easy)
        core.remove(easy)
        self.easy = nil
    }

    private func fail(_ error: SourceStreamError) {
        opening?(.failure(error))
        opening = nil
    }

    private func deliver(_ result: Result<[UInt8], TransportError>) {
        guard let waiting else { return }
        self.waiting = nil
        core.finished(waiting.operation)
        waiting.delivery(result)
    }

    private func deliverSegment() {
        let whole = segment
        segment = []
        deliver(.success(whole))
    }

    private func deliverLast() {
        if case .failure(let error) = end { deliver(.failure(error)) } else { deliverSegment() }
    }

    // MARK: - Transfer

    func easy(_ transfer: EasyTransfer, received head: HTTPResponseHead) -> BodyFlow {
        if head.isSuccess {
            opening?(.success(head))
            opening = nil
        } else {
            refusal = HTTPResponse(head: head, body: [])
        }
        return .proceed
    }

    func easy(_ transfer: EasyTransfer, received bytes: UnsafeRawBufferPointer) -> BodyFlow {
        if let flow = refusal?.appendBounded(bytes) { return flow }
        guard waiting != nil else { return pause() }
        if segment.isEmpty { segment.reserveCapacity(segmentLength) }
        let known = min(taken, bytes.count)
        let part = bytes.dropFirst(known).prefix(segmentLength - segment.count)
        segment.append(contentsOf: part)
        let isUsedUp = known + part.count == bytes.count
        taken = isUsedUp ? taken - known : known + part.count
        if segment.count == segmentLength { deliverSegment() }
        return isUsedUp ? .proceed : pause()
    }

    private func pause() -> BodyFlow {
        isPaused = true
        return .pause
    }

    func easy(_ transfer: EasyTransfer, supplyInto buffer: UnsafeMutableRawBufferPointer) -> BodySupply { .bytes(0) }

    func easy(_ transfer: EasyTransfer, finishedWith error: TransportError?) {
        removeEasy()
        guard opening == nil else {
            let error = error ?? TransportError(.badReply, "the reply has no head")
            if let refusal { fail(.refused(refusal)) }
            return close(error)
        }
        end = error.map { .failure($0) } ?? .success(())
        if waiting != nil { deliverLast() }
    }
}
