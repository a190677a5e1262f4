public import Failures

extension KeyTemplate {
    /// The whole object key of one video.
    ///
    /// A template without an index placeholder gets `-1`, `-2`… right behind the task id for all videos but the
    /// first, so that no two videos of one task share a key.
    ///
    /// - Parameters:
    ///   - prefix: What stands before it, without slashes around it, e.g. ``StorageLocation/prefix``; may be empty.
    ///   - taskID: Letters, digits, `.`, `_` and `-`, at most 128.
    ///   - model: Other characters than letters, digits, `.`, `_` and `-` become `-`; `nil` or empty gives `unknown`.
    ///   - day: The day that `{yyyy}`, `{mm}` and `{dd}` stand for.
    ///   - index: Position of the video in its task, from 0.
    ///   - ext: File extension without its dot, lower-case letters and digits.
    ///   - longest: Most UTF-8 bytes of the key, e.g. ``StorageDialect/longestKey``.
    /// - Throws: ``Failures/Failure`` `storage.key-invalid` for an id or extension that fits no key, or a key too long.
    public func render(
        prefix: String = "", taskID: String, model: String?, day: CalendarDay, index: Int, ext: String,
        longest: Int = StorageDialect.s3.longestKey
    ) throws(Failure) -> String {
        guard taskID.isWord(with: "._-"), taskID.utf8.count <= 128 else {
            throw Self.invalid("the task id fits no object key", remedy: "task ids hold letters, digits, '.', '_', '-'")
        }
        guard ext.isWord(with: ""), ext == ext.lowercased() else {
            throw Self.invalid("the file extension fits no object key")
        }
        let dashed = index == 0 ? "" : "-\(index)"
        let namesIndex = pieces.contains(.placeholder(.dashedIndex)) || pieces.contains(.placeholder(.index))
        let name = pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .placeholder(.model): Self.segment(ofModel: model)
            case .placeholder(.yyyy): Self.padded(day.year, to: 4)
            case .placeholder(.mm): Self.padded(day.month, to: 2)
            case .placeholder(.dd): Self.padded(day.day, to: 2)
            case .placeholder(.taskID): namesIndex ? taskID : taskID + dashed
            case .placeholder(.dashedIndex): dashed
            case .placeholder(.index): "\(index)"
            case .placeholder(.ext): ext
            }
        }.joined()
        let key = prefix.isEmpty ? name : "\(prefix)/\(name)"
        do {
            try ObjectKeyRules.check(key[...], named: "key", longest: longest)
        } catch {
            throw Self.invalid("the video \(error.reason)", remedy: "change storage.key or the prefix in storage.url")
        }
        return key
    }

    private static func segment(ofModel model: String?) -> String {
        let name = (model ?? "").map { String($0).isWord(with: "._-") ? String($0) : "-" }.joined()
        return name.allSatisfy { $0 == "." } ? "unknown" : name
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func invalid(_ message: String, remedy: String? = nil) -> Failure {
        Failure("storage.key-invalid", message, remedy: remedy, disposition: .giveUp)
    }
}
