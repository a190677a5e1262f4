/// Which manifest the published lines are of, and how many there are: metadata of theirs.
struct LinesOrigin: Equatable {
    /// ``Manifest/Manifest/identity()``.
    let manifestID: String
    let entryCount: Int

    private static let (idName, countName) = ("manifest-id", "entries")

    init(manifestID: String, entryCount: Int) {
        self.manifestID = manifestID
        self.entryCount = entryCount
    }

    /// `nil` where metadata does not tell.
    init?(_ metadata: [String: String]) {
        guard let id = metadata[Self.idName], let count = metadata[Self.countName].flatMap({ Int($0) }) else {
            return nil
        }
        self.init(manifestID: id, entryCount: count)
    }

    var metadata: [(String, String)] { [(Self.idName, manifestID), (Self.countName, String(entryCount))] }

    /// What one should know once these lines have replaced others; `nil`: nothing.
    func warning(replacing before: LinesOrigin, at key: String) -> String? {
        if before.manifestID != manifestID {
            return "\(key) was published from another manifest, and does not list what only that one knows any more; "
                + "let each manifest publish below a prefix of its own"
        }
        guard before.entryCount > entryCount else { return nil }
        return "\(key) listed \(before.entryCount) entries before and lists \(entryCount) now; if this manifest is an "
            + "older copy, publish the newer one again"
    }
}
