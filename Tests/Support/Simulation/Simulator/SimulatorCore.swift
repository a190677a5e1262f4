import FoundationEssentials
import RequestSigning
import Synchronization
import WireFormats

/// The books of a simulator, shared by its handlers.
final class SimulatorCore: Sendable {
    let options: SimulatorOptions
    let log = RequestLog()
    let gate = StallGate()
    private let state: Mutex<SimulatorState>
    private let ownAuthority = Mutex("")

    init(options: SimulatorOptions) {
        self.options = options
        state = Mutex(SimulatorState(listOrder: options.listOrder))
    }

    /// The simulated time.
    var now: Date { state.withLock { $0.now } }

    /// Changes or reads the books.
    func withState<Result: Sendable>(
        _ body: @Sendable (inout SimulatorState) throws -> Result
    ) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }

    /// Names the simulator's own host and port, once they are known.
    func setAuthority(_ authority: String) { ownAuthority.withLock { $0 = authority } }

    /// The simulator's own URL, without a path.
    var ownURL: String { "http://\(ownAuthority.withLock { $0 })" }

    /// The URL of an object, signed.
    func signedURL(key: String, expires: Date) -> String {
        let query = OSSV1.queryString(
            credentials: options.credentials, method: "GET", bucket: options.bucket, key: key,
            expires: Int64(expires.timeIntervalSince1970))
        let authority = options.resultAuthority ?? ownAuthority.withLock { $0 }
        return "\(options.resultScheme)://\(authority)/\(PercentEncoding.path(key))?\(query)"
    }
}

extension SimulatorCore {
    /// Puts a task and its objects into the books.
    func add(_ task: SimulatedTask) throws {
        let now = now
        var record = TaskRecord(task, now: now, retention: options.retention)
        var objects: [StoredObject] = []
        for (index, result) in task.results.enumerated() {
            guard case .object(let object) = result else {
                record.keys.append(nil)
                continue
            }
            let key = object.key ?? Self.resultKey(id: task.id, index: index, type: object.contentType, now: now)
            objects.append(try StoredObject(key: key, description: object, now: now))
            record.keys.append(key)
        }
        let (added, stored) = (record, objects)
        withState { state in
            state.file(added)
            for object in stored { state.objects[object.key] = object }
        }
    }

    func object(forKey key: String) -> StoredObject? { withState { $0.objects[key] } }

    func takeFaults(forObject key: String) -> [Fault] {
        withState { state in
            let faults = state.objectFaults[key]?.next() ?? []
            state.faultsGiven.objects += faults.count
            return faults
        }
    }

    /// The faults of the next request to an operation: the ones injected for it, and those of chance.
    func takeFaults(for endpoint: APIEndpoint) -> [APIFault] {
        withState { state in
            var faults = state.apiFaults[endpoint]?.next() ?? []
            for index in state.disturbances.indices {
                if let fault = state.disturbances[index].next(for: endpoint) { faults.append(fault) }
            }
            state.faultsGiven.api += faults.count
            return faults
        }
    }

    func admits(_ endpoint: APIEndpoint) -> Bool {
        let limit = endpoint == .submit ? options.submitsPerSecond : options.requestsPerSecond
        guard let limit else { return true }
        return withState { $0.rateLimit.admits(endpoint, limit: limit, now: .now) }
    }

    /// `1d/82/20251209/a0f45588/<id>.mp4`, as real results are named; the prefix is the lifecycle class.
    private static func resultKey(id: String, index: Int, type: String, now: Date) -> String {
        let names = ["video/mp4": "mp4", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"]
        let suffix = index == 0 ? "" : "-\(index)"
        let folder = String(UUID().uuidString.lowercased().prefix(8))
        return "1d/\(folder.prefix(2))/\(StudioTime.dayStamp(now))/\(folder)/\(id)\(suffix).\(names[type] ?? "bin")"
    }
}
