/// One relay on the loop's thread: a source transfer fills the ring, a destination transfer drains it, each pausing
/// and resuming the other.
final class RelayTransfer<Handler: RelayHandler>: EasyTransferDelegate {
    typealias Completion = @Sendable (RelayOutcome<Handler>) -> Void

    private let core: LoopCore
    private let operation: UInt64
    private let progress: RelayProgress
    private let sourcePolicy: AddressPolicy
    private var handler: Handler
    private var completion: Completion?

    /// Has its memory from the source's answer on.
    private var ring = RingBuffer()
    private var body = UploadBody(framing: nil)
    private var source: EasyTransfer?
    private var destination: EasyTransfer?
    private var sourceIsPaused = false
    private var destinationIsPaused = false
    private var retryTimer: UInt64?
    /// What the relay waits for off this thread: the upload's opening, then what has to be done before its end.
    private var errand: UInt64?
    /// To be done before the upload may end, as soon as it is open.
    private var lastDuty: (@Sendable () async throws -> Void)?

    private var received: Int64 = 0
    /// Where the source's answer under way ends, if it says so.
    private var end: Int64?
    /// The source's first answer was taken, and the upload begins or began.
    private var isAnswered = false
    /// The verdict: everything arrived and is sound.
    private var isReleased = false
    /// A source response other than 2xx, collected to learn its reason.
    private var refusal: HTTPResponse?
    private var answer: HTTPResponse?
    private var rejection: (any Error)?

    init(
        core: LoopCore, operation: UInt64, handler: Handler, progress: RelayProgress, sourcePolicy: AddressPolicy,
        completion: @escaping Completion
    ) {
        self.core = core
        self.operation = operation
        self.handler = handler
        self.progress = progress
        self.sourcePolicy = sourcePolicy
        self.completion = completion
    }

    func start() {
        progress.reset()
        // The closure keeps the relay alive until it is concluded.
        core.onCancel(operation) { self.conclude(.failure(.cancelled)) }
        openSource(handler.openingRequest())
    }

    // MARK: - Starting and ending

    private func openSource(_ request: HTTPRequest) {
        refusal = nil
        do throws(TransportError) {
            let easy = try EasyTransfer(request, options: core.options, addressPolicy: sourcePolicy, delegate: self)
            try core.add(easy)
            source = easy
            core.bandwidth.join(easy)
        } catch {
            conclude(.failure(.source(error)))
        }
    }

    /// Waits for the upload, meanwhile the source fills the ring.
    private func prepareDestination(_ open: @escaping UploadOpening) {
        errand = core.errands.start(open) { result in
            self.errand = nil
            switch result {
            case .success(let upload): self.openDestination(upload)
            case .failure(let error): self.conclude(.failure(.rejected(error)))
            }
        }
    }

    private func openDestination(_ upload: Upload) {
        body = UploadBody(framing: upload.framing)
        if ring.capacity < body.ringCapacity {
            core.rings.giveBack(ring.move(to: core.rings.take(body.ringCapacity)))
        }
        do throws(TransportError) {
            let easy = try EasyTransfer(
                upload.request, upload: upload, sending: max(EasyTransfer.bufferSize, ring.capacity / 4),
                options: core.options, addressPolicy: .any, delegate: self)
            try core.add(easy)
            destination = easy
        } catch {
            return conclude(.failure(.destination(error, bodyWasReleased: false)))
        }
        doLastDuty()
    }

    private func doLastDuty() {
        guard destination != nil, let duty = lastDuty.take() else { return }
        errand = core.errands.start(duty) { result in
            self.errand = nil
            switch result {
            case .success: self.release()
            case .failure(let error): self.conclude(.failure(.rejected(error)))
            }
        }
    }

    private func release() {
        isReleased = true
        resumeDestination()
    }

    private func closeSource() {
        guard let source else { return }
        core.bandwidth.leave(source)
        core.remove(source)
        self.source = nil
        sourceIsPaused = false
    }

    private func conclude(_ result: Result<HTTPResponse, RelayError>) {
        guard let completion else { return }
        self.completion = nil
        core.finished(operation)
        if let retryTimer { core.cancelTimer(retryTimer) }
        if let errand { core.errands.cancel(errand) }
        closeSource()
        let continueAnswer = destination?.continueAnswer ?? .notAsked
        if let destination { core.remove(destination) }
        destination = nil
        core.rings.giveBack(ring.close())
        completion(RelayOutcome(handler: handler, result: result, continueAnswer: continueAnswer))
    }

    /// Ends the relay from inside a callback: libcurl must have returned before handles are removed.
    private func reject(_ error: any Error) -> BodyFlow {
        if rejection == nil {
            rejection = error
            core.afterCallbacks { self.conclude(.failure(.rejected(error))) }
        }
        return .abort
    }

    // MARK: - Heads

    func easy(_ transfer: EasyTransfer, received head: HTTPResponseHead) -> BodyFlow {
        guard transfer === source else {
            answer = HTTPResponse(head: head, body: [])
            // libcurl does not end an exchange whose upload is paused, not even a refused one.
            if !head.isSuccess { resumeDestination() }
            return .proceed
        }
        guard head.isSuccess else {
            refusal = HTTPResponse(head: head, body: [])
            return .proceed
        }
        end = head.contentLength.map { received + $0 }
        do {
            if !isAnswered {
                let opening = try handler.sourceAnswered(head)
                isAnswered = true
                ring = RingBuffer(core.rings.take(for: head.contentLength))
                prepareDestination(opening)
            } else {
                try handler.sourceContinued(head, at: received)
            }
            return .proceed
        } catch {
            return reject(error)
        }
    }

    // MARK: - Bytes

    func easy(_ transfer: EasyTransfer, received bytes: UnsafeRawBufferPointer) -> BodyFlow {
        guard rejection == nil else { return .abort }
        guard transfer === source else {
            return answer?.appendBounded(bytes) ?? .proceed
        }
        if let flow = refusal?.appendBounded(bytes) { return flow }
        guard ring.free >= bytes.count else {
            sourceIsPaused = true
            return .pause
        }
        do {
            try handler.passed(bytes)
        } catch {
            return reject(error)
        }
        ring.append(bytes)
        received += Int64(bytes.count)
        progress.update(received: received)
        resumeDestination()
        // What comes by the next reading still finds room, or all the rest does: of a paused source the end is not seen.
        let left = end.map { $0 - received } ?? .max
        guard ring.free < min(Int64(EasyTransfer.bufferSize), left) else { return .proceed }
        sourceIsPaused = true
        return .proceedThenPause
    }

    func easy(_ transfer: EasyTransfer, supplyInto buffer: UnsafeMutableRawBufferPointer) -> BodySupply {
        let count = body.fill(buffer, from: &ring, isReleased: isReleased)
        // From now on the upload only awaits its answer, which may take long.
        if isReleased, ring.count == 0 {
            core.rings.giveBack(ring.close())
            destination?.awaitAnswer()
        }
        // Not for every little room: a source that is read in large pieces takes fewer system calls.
        if sourceIsPaused, count == 0 || ring.free >= ring.capacity / 2, let source {
            sourceIsPaused = false
            core.resume(source)
        }
        guard count > 0 else {
            destinationIsPaused = true
            return .pause
        }
        return .bytes(count)
    }

    private func resumeDestination() {
        guard destinationIsPaused, let destination else { return }
        destinationIsPaused = false
        core.resume(destination)
    }

    // MARK: - Ends

    func easy(_ transfer: EasyTransfer, finishedWith error: TransportError?) {
        guard rejection == nil else { return }
        if transfer === source {
            sourceFinished(error)
        } else {
            destinationFinished(error)
        }
    }

    private func sourceFinished(_ error: TransportError?) {
        let refusal = refusal
        closeSource()
        guard isAnswered else {
            if let refusal { return conclude(.failure(.sourceRefused(refusal))) }
            return conclude(.failure(.source(error ?? TransportError(.badReply, "the reply has no head"))))
        }
        let interruption = refusal.map { SourceInterruption.refused($0) } ?? error.map { .transport($0) }
        do {
            switch try handler.sourceEnded(received: received, interruption: interruption) {
            case .complete: release()
            case .completeAfter(let duty):
                lastDuty = duty
                doLastDuty()
            case .goOn(let request, let delay):
                retryTimer = core.after(delay) { self.openSource(request) }
            }
        } catch {
            conclude(.failure(.rejected(error)))
        }
    }

    private func destinationFinished(_ error: TransportError?) {
        if let answer, !answer.head.isSuccess { return conclude(.failure(.destinationRefused(answer))) }
        if let error, error.kind == .timedOut, destinationIsPaused {
            // libcurl's stall guard does not spare a paused upload; it was the source that brought nothing.
            return conclude(.failure(.source(error)))
        }
        if let error { return conclude(.failure(.destination(error, bodyWasReleased: isReleased))) }
        guard let answer, isReleased else {
            let early = TransportError(.badReply, "the destination answered before it had the whole body")
            return conclude(.failure(.destination(early, bodyWasReleased: isReleased)))
        }
        conclude(.success(answer))
    }
}
