/// The words that one slip of the keyboard leads away from `word`: another case of all letters, two neighbours swapped, a
/// character too many, another one, or one missing; the last two with the characters of the word and hexadecimal digits.
///
/// - Returns: about 40 for each character of the word; none for a word above 64 bytes.
public func slips(from word: String) -> [String] {
    let bytes = Array(word.utf8)
    guard bytes.count <= 64, word.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
    let characters = Set(bytes + Array("0123456789abcdef-".utf8)).sorted()
    var found: [[UInt8]] = [Array(word.lowercased().utf8)]
    for place in bytes.indices {
        if place + 1 < bytes.count {
            var swapped = bytes
            swapped.swapAt(place, place + 1)
            found.append(swapped)
        }
        found.append(Array(bytes[..<place] + bytes[(place + 1)...]))
        for character in characters where character != bytes[place] {
            var replaced = bytes
            replaced[place] = character
            found.append(replaced)
        }
    }
    for place in 0...bytes.count {
        for character in characters {
            found.append(Array(bytes[..<place] + [character] + bytes[place...]))
        }
    }
    return found.map { String(decoding: $0, as: UTF8.self) }.filter { $0 != word }
}
