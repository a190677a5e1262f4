import Testing

@testable import Archiving

@Suite("One pass over the list")
struct ListPassTests {
    /// Pages by their sizes; the rows are numbered on.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var pages: [Range<Int>]
        var totals: [Int]
        /// Whether the first page is the same when it is read again; `nil` where it is not asked for again.
        var isSameAgain: Bool?
        var isQuiet: Bool
        var isCut = false
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "an empty list", pages: [0..<0], totals: [0], isQuiet: true),
        Case(name: "one page", pages: [0..<40], totals: [40], isQuiet: true),
        Case(name: "a full page and no more", pages: [0..<100, 0..<0], totals: [100, 100], isQuiet: true),
        Case(
            name: "a full page, and a row that came after it", pages: [0..<100, 99..<100, 0..<0],
            totals: [100, 101, 101],
            isSameAgain: false, isQuiet: false),
        Case(
            name: "three pages", pages: [0..<100, 100..<200, 200..<230], totals: [230, 230, 230], isSameAgain: true,
            isQuiet: true),
        Case(
            name: "a first page that changed", pages: [0..<100, 100..<130], totals: [130, 130], isSameAgain: false,
            isQuiet: false),
        Case(
            name: "a total that changed", pages: [0..<100, 100..<130, 0..<0], totals: [130, 131, 131],
            isSameAgain: true, isQuiet: false),
        Case(
            name: "fewer rows than the total says", pages: [0..<100, 101..<130, 0..<0], totals: [130, 130, 130],
            isSameAgain: true, isQuiet: false),
        Case(
            name: "one page with fewer rows than the total says", pages: [0..<39, 0..<0], totals: [40, 40],
            isQuiet: false),
        Case(
            name: "no total: every page tells its own rows", pages: [0..<100, 100..<200, 200..<230],
            totals: [100, 100, 30], isSameAgain: true, isQuiet: false),
        Case(
            name: "a total smaller than the rows", pages: [0..<100, 100..<200, 200..<230], totals: [1, 1, 1],
            isSameAgain: true, isQuiet: true),
        Case(
            name: "a service that gives 50 rows where 100 are asked for", pages: [0..<50, 50..<100, 100..<130],
            totals: [130, 130, 130], isSameAgain: true, isQuiet: true),
        Case(
            name: "the last row of each page again on the next", pages: [0..<50, 49..<99, 98..<130],
            totals: [130, 130, 130], isSameAgain: true, isQuiet: true),
        Case(
            name: "the last row alone on a page of its own", pages: [0..<100, 99..<100], totals: [100, 100],
            isSameAgain: true, isQuiet: true),
        Case(
            name: "the last page again behind the last one", pages: [0..<100, 100..<200, 100..<200],
            totals: [200, 200, 200], isSameAgain: true, isQuiet: true),
        Case(
            name: "always the same page", pages: [0..<100, 0..<100], totals: [230, 230], isSameAgain: true,
            isQuiet: false, isCut: true),
    ]

    @Test("it is quiet only when nothing can have been hidden", arguments: cases)
    func quiet(_ sample: Case) {
        var pass = ListPass()
        for (number, (rows, total)) in zip(sample.pages, sample.totals).enumerated() {
            pass.take(rows.map(String.init), total: total)
            #expect(pass.hasMore == (number < sample.pages.count - 1), "page \(number + 1)")
        }
        #expect(pass.asksForFirstPageAgain == (sample.isSameAgain != nil))
        if let isSame = sample.isSameAgain {
            let rows = sample.pages[0].map { String(isSame ? $0 : $0 + 1) }
            pass.takeFirstAgain(rows, total: sample.totals.last ?? 0)
        }
        #expect(pass.isQuiet == sample.isQuiet)
        #expect(pass.isCut == sample.isCut)
    }

    @Test("a list that never ends is left after the pages a day can fill")
    func endless() {
        var pass = ListPass()
        var first = 0
        while pass.hasMore {
            pass.take((first..<first + 100).map(String.init), total: first + 1_000_000)
            first += 100
        }
        #expect(pass.pages == ListPass.pageLimit)
        #expect(pass.isCut)
        #expect(!pass.isQuiet)
    }

    @Test("a total that changed by the end counts, too")
    func lateTotal() {
        var pass = ListPass()
        pass.take((0..<100).map(String.init), total: 101)
        pass.take(["100"], total: 101)
        pass.takeFirstAgain((0..<100).map(String.init), total: 102)
        #expect(!pass.isQuiet)
    }
}
