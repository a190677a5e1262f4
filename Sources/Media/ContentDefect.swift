/// Why bytes are not the file that was promised.
public enum ContentDefect: Error, Sendable, Hashable {
    /// No byte at all.
    case empty
    /// An HTML page, e.g. of a captive portal or a proxy.
    case htmlPage
    /// An XML document, with the error code of an object storage where one stands in its first bytes.
    case xmlDocument(code: String?)
    /// A JSON document.
    case jsonDocument
    /// The first bytes are neither an MP4 file's nor a text's.
    case notMP4
    /// The first bytes are of no image format known here.
    case notImage
    /// A box that breaks the rules of its format, at that offset in bytes.
    case malformedBox(type: String, offset: Int64)
    /// A box that is longer than the box around it.
    case boxOverrun(type: String, offset: Int64)
    /// Bytes after the last whole box that make no box.
    case strayBytes(Int64)
    /// So many bytes are missing at the end.
    case truncated(missing: Int64)
    /// So many bytes came that do not belong to the file.
    case surplus(Int64)
    /// The video has no index, so no player can open it.
    case noMoov
    /// The video has an index but no media data.
    case noMediaData
    /// The file has no header that says what it holds.
    case noHeader(contentType: String)
    /// The image lacks its proper end, or its parts contradict each other.
    case brokenImage(contentType: String)
    /// The first bytes are neither that type's nor an error text's.
    case wrongSignature(contentType: String)
    /// The file names a length that is not its own.
    case brokenFile(contentType: String)
}

extension ContentDefect: CustomStringConvertible {
    /// One sentence without the final period.
    public var description: String {
        switch self {
        case .empty: "the answer has no content"
        case .htmlPage: "the answer is an HTML page, not the promised media"
        case .xmlDocument(let code?):
            "the answer is an XML document with the error code \(code), not the promised media"
        case .xmlDocument(nil): "the answer is an XML document, not the promised media"
        case .jsonDocument: "the answer is a JSON document, not the promised media"
        case .notMP4: "the answer is not an MP4 video"
        case .notImage: "the answer is not a PNG, JPEG, WebP, GIF or BMP image"
        case .malformedBox(let type, let offset): "the video has a malformed box \(type) at byte \(offset)"
        case .boxOverrun(let type, let offset):
            "the video has a box \(type) at byte \(offset) that is longer than the box around it"
        case .strayBytes(let count): "the video ends in \(count) bytes that make no box"
        case .truncated(let missing): "the content is cut off, \(missing) bytes are missing"
        case .surplus(let count): "the content is followed by \(count) bytes that do not belong to it"
        case .noMoov: "the video has no moov box, so no player can open it"
        case .noMediaData: "the video has no media data"
        case .noHeader(let contentType): "the content starts as \(contentType) but has no header"
        case .brokenImage(let contentType): "the content starts as \(contentType) but is not a whole image"
        case .wrongSignature(let contentType): "the answer does not start as \(contentType)"
        case .brokenFile(let contentType): "the content starts as \(contentType) but names another length"
        }
    }
}
