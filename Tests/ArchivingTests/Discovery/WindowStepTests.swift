import Foundation
import ModelStudio
import Testing

@testable import Archiving

@Suite("What follows from the first page of a window")
struct WindowStepTests {
    /// Rows created at these seconds.
    private static func page(_ times: [Double?], total: Int) -> FirstPage {
        let rows = times.enumerated().map { number, time in
            TaskRow(
                taskID: "task-\(number)", status: .running,
                createdAt: time.map { Date(timeIntervalSince1970: $0) })
        }
        return FirstPage(TaskPage(total: total, rows: rows))
    }

    /// A page of so many rows whose times are not known.
    private static func page(rows: Int, total: Int) -> FirstPage {
        page(Array(repeating: nil, count: rows), total: total)
    }

    struct Case: Sendable {
        var rows: Int
        var total: Int
        var seconds: Int64 = 1000
        var largest = 100
        var step: WindowStep
    }

    static let eighths: [Int64] = [125, 250, 375, 500, 625, 750, 875]

    static let cases = [
        Case(rows: 0, total: 0, step: .whole), Case(rows: 99, total: 99, step: .whole),
        Case(rows: 20, total: 1, step: .whole),
        // A full page may not be all, where the service tells no total.
        Case(rows: 100, total: 100, step: .split([500])), Case(rows: 100, total: 159, step: .split([500])),
        Case(rows: 100, total: 160, step: .split([333, 666])), Case(rows: 100, total: 100_000, step: .split(eighths)),
        Case(rows: 100, total: 300, seconds: 3, step: .split([1, 2])),
        Case(rows: 100, total: 300, seconds: 2, step: .split([1])),
        Case(rows: 100, total: 300, seconds: 1, step: .pages), Case(rows: 100, total: 300, seconds: 0, step: .pages),
        // A service of smaller pages, and one whose total counts what no page has.
        Case(rows: 7, total: 9, largest: 7, step: .split([500])), Case(rows: 7, total: 9, largest: 8, step: .pages),
        Case(rows: 1, total: 9, largest: 1, step: .split(eighths)), Case(rows: 0, total: 3, largest: 0, step: .pages),
    ]

    @Test("it is read, split while it can be, or read page by page", arguments: cases)
    func steps(_ sample: Case) {
        let window = ListWindow(start: 0, end: sample.seconds)
        let page = Self.page(rows: sample.rows, total: sample.total)
        #expect(WindowStep(window, page, largest: sample.largest, began: 2000) == sample.step)
    }

    @Test(
        "rows in the order of their creation show where the page ends",
        arguments: [
            ([900, 700.5, 600.25], 701), ([900, 700, 600], 701), ([100, 200, 300.75], 200), ([100, 100, 100], 100),
            ([900, 998.5, 999], 998), ([0.9, 0.5, 0.1, 0], 1),
        ] as [([Double], Int64)])
    func ordered(times: [Double], border: Int64) {
        let page = Self.page(times, total: 900)
        #expect(WindowStep(ListWindow(start: 0, end: 1000), page, largest: 3, began: 0) == .split([border]))
    }

    @Test("nine tenths of a full page make a part")
    func nineTenths() {
        let page = Self.page((0..<100).map { 900 - Double($0) }, total: 900)
        #expect(WindowStep(ListWindow(start: 0, end: 1000), page, largest: 100, began: 0) == .split([812]))
    }

    @Test("what came after the reading began is left to the next one", arguments: [(99, true), (100, false)])
    func young(began: Int64, isLeft: Bool) {
        let page = Self.page([900, 800, 700], total: 900)
        let step = WindowStep(ListWindow(start: 100, end: 1000), page, largest: 3, began: began)
        #expect(step == (isLeft ? .whole : .split([801])))
    }

    @Test(
        "where they are in no order, or of another clock, or end at the window's end, the parts are equal",
        arguments: [
            [300, 100, 200], [nil, 100, 200], [100, 200, nil], [-1, 100, 200], [1002, 900, 800], [0, 0, 0],
            [1000, 1000, 999.5],
        ] as [[Double?]])
    func even(times: [Double?]) {
        let page = Self.page(times, total: 900)
        #expect(WindowStep(ListWindow(start: 0, end: 1000), page, largest: 3, began: 0) == .split(Self.eighths))
    }

    @Test("parts cover the whole, and a border belongs to both neighbours")
    func parts() {
        #expect(
            ListWindow(start: 3, end: 20).parts(cutAt: [5, 9]) == [
                ListWindow(start: 3, end: 5), ListWindow(start: 5, end: 9), ListWindow(start: 9, end: 20),
            ])
    }

    @Test(
        "parts hold the whole unless each has all of it, or they have less",
        arguments: [
            (200, [100, 100], .complete), (200, [110, 120], .complete), (200, [200, 0], .complete),
            (200, [200, 200], .alike), (200, [199, 198], .alike), (200, [210, 211], .alike), (200, [99, 100], .fewer),
            (200, [0, 0], .fewer), (400, [400, 400, 400, 400], .alike), (400, [100, 100, 100, 101], .complete),
            (400, [400, 0, 0, 0], .complete),
        ] as [(Int, [Int], PartsVerdict)])
    func verdicts(whole: Int, parts: [Int], verdict: PartsVerdict) {
        #expect(PartsVerdict(whole: whole, parts: parts) == verdict)
    }

    @Test("the oldest part is read on first, and one that is read is not kept")
    func open() {
        let windows = (0..<4).map { ListWindow(start: $0, end: $0 + 1) }
        let (more, none) = (Self.page(rows: 100, total: 200), Self.page(rows: 9, total: 9))
        var open = OpenWindows(windows[0], more)
        #expect(open.next()?.0 == windows[0])
        open.add([(windows[1], more), (windows[2], none), (windows[3], more)])
        #expect(open.next()?.0 == windows[1])
        #expect(open.next()?.0 == windows[3])
        #expect(open.next() == nil)
        #expect(!open.isCut)
    }

    @Test("a list whose windows never end is left")
    func endless() {
        let (window, page) = (ListWindow(start: 0, end: 9), Self.page(rows: 100, total: 200))
        var open = OpenWindows(window, page)
        var count = 0
        while open.next() != nil {
            count += 1
            open.add([(window, page), (window, page)])
        }
        #expect(count == OpenWindows.limit)
        #expect(open.isCut)
    }
}
