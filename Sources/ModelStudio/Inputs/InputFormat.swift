/// A file format the image-to-action models take.
enum InputFormat: String, Sendable, CaseIterable {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case bmp = "image/bmp"
    case webp = "image/webp"
    case mp4 = "video/mp4"
    case quickTime = "video/quicktime"
    case avi = "video/x-msvideo"

    /// - Parameter contentType: Media type the bytes of a file show; another gives `nil`.
    init?(contentType: String) { self.init(rawValue: contentType) }

    /// Without the dot.
    var usualExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .bmp: "bmp"
        case .webp: "webp"
        case .mp4: "mp4"
        case .quickTime: "mov"
        case .avi: "avi"
        }
    }
}
