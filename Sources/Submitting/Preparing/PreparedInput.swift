import ModelStudio

/// An input that passed its checks.
enum PreparedInput: Sendable {
    /// An address as it goes into the request.
    case address(String)
    /// A local file and the SHA-256 of its bytes in hexadecimal digits.
    case file(InputFile, digest: String)

    /// What makes two inputs the same.
    var identity: String {
        switch self {
        case .address(let url): url
        case .file(_, let digest): "sha256:\(digest)"
        }
    }
}
