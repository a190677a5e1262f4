/// File extension and media type of an archived file, chosen before its first byte is seen.
public struct MediaFileType: Sendable, Hashable {
    /// Lower case, without the dot.
    public let fileExtension: String
    /// Value for a Content-Type header.
    public let contentType: String
    /// What the bytes of such a file can be checked for.
    public let content: ExpectedContent

    /// The type of a known file extension.
    ///
    /// - Parameter fileExtension: Without the dot, in any case. An unknown one gives `nil`.
    public init?(fileExtension: String) {
        let name = fileExtension.lowercased()
        guard let known = Self.known.first(where: { $0.fileExtension == name }) else { return nil }
        self = known
    }

    /// The type a URL's path names by its extension.
    ///
    /// - Parameter url: Absolute URL; query and fragment are not looked at. `nil` where the extension is unknown.
    public init?(url: String) {
        guard let name = Self.pathExtension(url) else { return nil }
        self.init(fileExtension: name)
    }

    /// The type a URL's path names, else the usual one of what was promised: mp4, png or bin.
    public static func of(url: String, promised: ExpectedContent) -> MediaFileType {
        MediaFileType(url: url) ?? usual(promised)
    }

    private init(_ fileExtension: String, _ contentType: String, _ content: ExpectedContent) {
        self.fileExtension = fileExtension
        self.contentType = contentType
        self.content = content
    }

    private static func usual(_ promised: ExpectedContent) -> MediaFileType {
        switch promised {
        case .video: MediaFileType("mp4", "video/mp4", .video)
        case .image: MediaFileType("png", "image/png", .image)
        case .any: MediaFileType("bin", "application/octet-stream", .any)
        }
    }

    /// Media types of the IANA registry. Only extensions of this list ever reach an object key.
    private static let known: [MediaFileType] = [
        MediaFileType("mp4", "video/mp4", .video),
        MediaFileType("m4v", "video/mp4", .video),
        MediaFileType("mov", "video/quicktime", .video),
        MediaFileType("webm", "video/webm", .any),
        MediaFileType("png", "image/png", .image),
        MediaFileType("jpg", "image/jpeg", .image),
        MediaFileType("jpeg", "image/jpeg", .image),
        MediaFileType("webp", "image/webp", .image),
        MediaFileType("gif", "image/gif", .image),
        MediaFileType("bmp", "image/bmp", .image),
        MediaFileType("glb", "model/gltf-binary", .any),
        MediaFileType("mp3", "audio/mpeg", .any),
        MediaFileType("wav", "audio/wav", .any),
    ]

    private static func pathExtension(_ url: String) -> String? {
        var path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if let scheme = path.firstRange(of: "://".utf8) {
            let afterScheme = path[scheme.upperBound...]
            guard let slash = afterScheme.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            path = afterScheme[slash...]
        }
        let name = path[(path.lastIndex(of: UInt8(ascii: "/")).map(path.index(after:)) ?? path.startIndex)...]
        return name.lastIndex(of: UInt8(ascii: ".")).map { String(Substring(name[name.index(after: $0)...])) }
    }
}
