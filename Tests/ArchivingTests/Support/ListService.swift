import Foundation
import HTTPTransport
import ModelStudio
import Redaction
import Synchronization

/// Plays Model Studio's list of tasks in memory, with whatever the documents leave open.
final class ListService: HTTPExchanging {
    struct Row: Sendable {
        var id: String
        var created: Date
        var ended: Date?
        var status = "RUNNING"
        var model: String? = "wan2.2-animate-move"
    }

    /// What the documents leave open.
    struct Habits: Sendable {
        var isOldestFirst = false
        /// The rows stand as the service was given them, in whatever order that is.
        var isUnordered = false
        /// Every row is in every window.
        var ignoresWindow = false
        /// Hours the service's reading of a window is ahead of UTC.
        var zone = 8
        /// Rows a page at most, whatever was asked for.
        var pageCap = 1000
        var tellsTotal = true
        /// Rows that `total` counts and no page has.
        var ghosts = 0
        /// Every page begins with the last row of the one before.
        var repeatsLastRow = false
        /// The same page whatever its number.
        var ignoresPageNumber = false
        /// A page behind the last one is the last one.
        var clampsPageNumber = false
    }

    private struct State {
        var rows: [Row] = []
        var requests = 0
        var onRequest: @Sendable (Int, inout [Row]) -> Void = { _, _ in }
    }

    private let habits: Habits
    private let state: Mutex<State>

    /// - Parameter onRequest: changes the rows before the request of this number, from 1, is answered.
    init(
        _ rows: [Row], habits: Habits = Habits(),
        onRequest: @escaping @Sendable (Int, inout [Row]) -> Void = { _, _ in }
    ) {
        self.habits = habits
        state = Mutex(State(rows: rows, onRequest: onRequest))
    }

    /// How many requests there were.
    var requests: Int { state.withLock { $0.requests } }

    /// The ids of the rows there are now.
    var ids: Set<String> { state.withLock { Set($0.rows.map(\.id)) } }

    /// A client of this service.
    var client: ModelStudioClient {
        ModelStudioClient(
            http: self, endpoint: "https://studio.example/api/v1", apiKey: Secret("sk"),
            pacer: Pacer(permitsPerSecond: 1_000_000), retries: 0)
    }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        let items = URLComponents(string: request.url)?.queryItems ?? []
        func value(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
        let rows = state.withLock { state in
            state.requests += 1
            state.onRequest(state.requests, &state.rows)
            return state.rows
        }
        let window = moment(value("start_time"))...moment(value("end_time"))
        var hits = rows.filter { habits.ignoresWindow || window.contains($0.created) }
        if !habits.isUnordered {
            hits.sort { ($0.created, $0.id) < ($1.created, $1.id) }
            if !habits.isOldestFirst { hits.reverse() }
        }
        let size = min(habits.pageCap, Int(value("page_size")) ?? 10)
        let page = self.page(of: hits, number: Int(value("page_no")) ?? 1, size: size)
        return HTTPResponse(head: HTTPResponseHead(status: 200), body: body(page, hits: hits.count))
    }

    private func page(of hits: [Row], number: Int, size: Int) -> [Row] {
        let step = habits.repeatsLastRow ? size - 1 : size
        var number = habits.ignoresPageNumber ? 1 : number
        if habits.clampsPageNumber { number = max(1, min(number, (hits.count + size - 1) / size)) }
        return Array(hits.dropFirst((number - 1) * step).prefix(size))
    }

    private func body(_ page: [Row], hits: Int) -> [UInt8] {
        let rows = page.map { row in
            let model = row.model.map { ",\"model_name\":\"\($0)\"" } ?? ""
            let end = row.ended.map { ",\"end_time\":\(milliseconds($0))" } ?? ""
            return "{\"task_id\":\"\(row.id)\",\"status\":\"\(row.status)\",\"gmt_create\":"
                + "\(milliseconds(row.created))\(model)\(end)}"
        }
        let total = habits.tellsTotal ? "\"total\":\(hits + habits.ghosts)," : ""
        return Array("{\(total)\"data\":[\(rows.joined(separator: ","))]}".utf8)
    }

    private func milliseconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970 * 1000) }

    /// A `YYYYMMDDhhmmss` as the service reads it.
    private func moment(_ text: String) -> Date {
        let digits = Array(text)
        func number(_ range: Range<Int>) -> Int? { Int(String(digits[range])) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: habits.zone * 3600) ?? .gmt
        let fields = DateComponents(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))
        return calendar.date(from: fields) ?? .distantPast
    }
}
