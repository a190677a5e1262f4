import FoundationEssentials
import Synchronization

/// Every request the simulator got since it was started or cleared.
public final class RequestLog: Sendable {
    private struct State {
        var records: [RequestRecord] = []
        var nextID = 1
    }

    private let state = Mutex(State())

    init() {}

    /// All requests in the order they came, those to the control endpoints left out.
    public var records: [RequestRecord] { state.withLock { $0.records } }

    /// Forgets all requests.
    public func clear() { state.withLock { $0.records = [] } }

    /// The requests for an object, by its key; `method: nil`: of any method.
    public func requests(for key: String, method: String? = "GET") -> [RequestRecord] {
        records.filter { $0.subject == .object(key) && (method == nil || $0.method == method) }
    }

    /// The requests to an operation of the API.
    public func requests(to endpoint: APIEndpoint) -> [RequestRecord] {
        records.filter { $0.subject == .api(endpoint) }
    }

    /// How many connections requests came on; `key: nil`: for anything.
    public func connections(for key: String? = nil) -> Int {
        let records = records.filter { key == nil || $0.subject == .object(key ?? "") }
        return Set(records.map(\.connection)).count
    }

    /// The highest number of requests within any one second.
    /// - Parameter isCounted: which requests count.
    public func peakPerSecond(where isCounted: (RequestRecord) -> Bool = { _ in true }) -> Int {
        Self.peakPerSecond(of: records.filter(isCounted).map(\.time))
    }

    /// The highest number of calls of the API within any one second, all operations together. Uploads go to a bucket
    /// and do not count.
    public var peakCallsPerSecond: Int { Self.peakCallsPerSecond(of: records) }

    static func peakCallsPerSecond(of records: [RequestRecord]) -> Int {
        let calls = records.filter { record in
            guard case .api(let endpoint) = record.subject else { return false }
            return endpoint != .upload
        }
        return peakPerSecond(of: calls.map(\.time))
    }

    static func peakPerSecond(of times: [Date]) -> Int {
        let times = times.sorted()
        var start = times.startIndex
        var peak = 0
        for (index, time) in times.enumerated() {
            while time.timeIntervalSince(times[start]) >= 1 { start += 1 }
            peak = max(peak, index - start + 1)
        }
        return peak
    }

    /// The largest number of objects' bodies that were under way at once. Those that never ended do not count.
    public var peakUnderWay: Int {
        Self.peakUnderWay(
            of: records.compactMap { record in
                guard case .object = record.subject, let end = record.end, end >= record.time else { return nil }
                return record.time..<end
            })
    }

    static func peakUnderWay(of spans: [Range<Date>]) -> Int {
        // What ends at a moment is over before what begins at it.
        let changes = spans.flatMap { [($0.lowerBound, 1), ($0.upperBound, -1)] }.sorted { $0 < $1 }
        var (count, peak) = (0, 0)
        for (_, change) in changes {
            count += change
            peak = max(peak, count)
        }
        return peak
    }

    /// Waits until the requests so far fulfil a condition.
    /// - Parameters:
    ///   - deadline: how long to wait before ``SimulationError/waitedInVain`` is thrown.
    ///   - condition: what is waited for.
    public func wait(
        deadline: Duration = .seconds(30), until condition: ([RequestRecord]) -> Bool
    ) async throws {
        let end = ContinuousClock.now + deadline
        while !condition(records) {
            guard ContinuousClock.now < end else { throw SimulationError.waitedInVain }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func add(_ request: IncomingRequest, subject: RequestRecord.Subject) -> Int {
        state.withLock { state in
            let id = state.nextID
            state.nextID += 1
            state.records.append(
                RequestRecord(
                    id: id, method: request.method, path: request.path, queryNames: request.query.map(\.name),
                    headers: request.headers, subject: subject, connection: request.peerPort, time: Date()))
            return id
        }
    }

    func answered(_ id: Int, status: Int) { change(id) { $0.status = status } }

    func sent(_ bytes: Int64, _ id: Int) { change(id) { $0.bytesSent += bytes } }

    func finished(_ id: Int) { change(id) { $0.end = Date() } }

    private func change(_ id: Int, _ body: (inout RequestRecord) -> Void) {
        state.withLock { state in
            // Ids rise by one, so a record stands as far behind the first as their ids differ.
            guard let first = state.records.first, id >= first.id else { return }
            body(&state.records[id - first.id])
        }
    }
}
