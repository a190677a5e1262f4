/// The candidate that `word` was most likely meant to be; `nil` if none is near. Capitals, `_` and `-` do not count.
public func nearest(to word: String, among candidates: [String]) -> String? {
    let typed = comparable(word)
    let ranked = candidates.map { (name: $0, distance: editDistance(typed, comparable($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, typed.count / 3) ? best.name : nil
}

private func comparable(_ word: String) -> [UInt8] {
    word.lowercased().utf8.prefix(64).filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string
/// alignment distance).
func editDistance(_ from: [UInt8], _ to: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...to.count)
    for row in 0..<from.count {
        var current = [row + 1]
        for column in 0..<to.count {
            let replacement = last[column] + (from[row] == to[column] ? 0 : 1)
            var distance = min(replacement, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, from[row] == to[column - 1], from[row - 1] == to[column] {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        beforeLast = last
        last = current
    }
    return last[to.count]
}
