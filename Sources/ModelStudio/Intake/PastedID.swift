/// A task id as people paste it: in quotation marks, as an element of a copied JSON array, or within the task's URL.
enum PastedID {
    /// The id without what is around it; text that is nothing of the kind comes back as it is.
    static func plain(_ text: Substring) -> Substring {
        var inner = text
        if let open = inner.first, let close = inner.last, inner.count > 2, closing[open] == close {
            inner = inner.dropFirst().dropLast()
        }
        return taskOfURL(inner) ?? inner
    }

    private static let closing: [Character: Character] = [
        "'": "'", "\"": "\"", "`": "`", "\u{201C}": "\u{201D}", "\u{2018}": "\u{2019}", "<": ">",
    ]

    /// The id in `https://host/api/v1/tasks/ID`, the address of a query, or of a cancel with `/cancel` behind it. A
    /// gateway may have another path before `tasks`.
    private static func taskOfURL(_ text: Substring) -> Substring? {
        let scheme = text.prefix(8).lowercased()
        guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://") else { return nil }
        let address = text.prefix { $0 != "?" && $0 != "#" }
        // Scheme, an empty part and the host come first.
        let segments = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        guard let tasks = segments.firstIndex(of: "tasks") else { return nil }
        let behind = segments[(tasks + 1)...].filter { !$0.isEmpty }
        guard let id = behind.first else { return nil }
        return behind.count == 1 || behind.dropFirst() == ["cancel"] ? id : nil
    }
}
