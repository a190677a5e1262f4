import Failures
import HTTPTransport
import Manifest
import TestServers
import Testing

/// A trouble is met as its table has it, and the promises hold whatever the table says.
func expectPromises(
    _ outcome: FaultOutcome, of item: FaultCase, _ place: SourceLocation = #_sourceLocation
) throws {
    let (trouble, upload) = (item.trouble, item.upload)
    let bytes = try FaultBench.bytes(upload)
    let (first, second) = (outcome.first, outcome.second)
    let hasStruck = outcome.hasStruck
    #expect(hasStruck, "the trouble did not come about", sourceLocation: place)

    let ends = trouble.ends(upload)
    let end = first.end
    #expect(end.map(ends.contains) == true, "\(first.summary) instead of \(ends)", sourceLocation: place)

    // What is under the key is whole, whoever knows of it. Bytes are no part of expectations: all would be told.
    let isWhole = first.object == bytes
    let isThere = first.object != nil
    #expect(isWhole || !isThere, sourceLocation: place)
    #expect(isWhole || first.state != .archived, sourceLocation: place)
    #expect(first.strays.isEmpty || trouble.leavesUploads, sourceLocation: place)
    let uploads = outcome.uploads
    #expect(uploads <= trouble.mostUploads, sourceLocation: place)

    let isLost = first.state == .lost
    #expect(second.status == .done, "\(second.summary)", sourceLocation: place)
    #expect(second.state == (isLost ? .lost : .archived), "\(second.summary)", sourceLocation: place)
    let isAsItShould = second.object == (isLost ? nil : bytes)
    #expect(isAsItShould, sourceLocation: place)
    #expect(second.strays.isEmpty && second.known.isEmpty, sourceLocation: place)
}

extension FaultOutcome.Ending {
    /// The end as tables have it; `nil` for one they do not know.
    fileprivate var end: Trouble.End? {
        switch (state, code) {
        case (.archived, _) where status == .done: .archived
        case (.pending, .some(let code)): .pending(code, status)
        case (.waiting, nil): .unasked(status)
        case (.lost, .some(let code)) where status == .lost: .lost(code)
        default: nil
        }
    }

    fileprivate var summary: String { "\(state), \(code ?? "no error") (\(message ?? "")), ended as \(status)" }
}
