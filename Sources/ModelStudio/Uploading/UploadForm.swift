import HTTPTransport

/// The form that stores one file (Alibaba Cloud OSS, "PostObject"; `multipart/form-data`, RFC 7578).
struct UploadForm: Sendable {
    /// Key of the object; a random part keeps two inputs of one name apart.
    let key: String
    private let boundary: String
    private let body: FileBody

    /// - Parameters:
    ///   - token: Random letters and digits, new for every attempt: what is stored cannot be overwritten.
    init(_ file: InputFile, policy: UploadPolicy, token: String) {
        var directory = policy.directory[...]
        while directory.hasSuffix("/") { directory = directory.dropLast() }
        key = "\(directory)/\(token)-\(file.fileName)"
        boundary = "keepreel-\(token)"
        let fields =
            policy.fields + [
                FormField(name: "key", value: key), FormField(name: "success_action_status", value: "200"),
                FormField(name: "x-oss-content-type", value: file.contentType),
            ]
        var prefix = ""
        for field in fields {
            prefix +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n"
        }
        // OSS ignores whatever stands behind the file.
        prefix += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.fileName)\"\r\n"
        prefix += "Content-Type: \(file.contentType)\r\n\r\n"
        body = FileBody(
            path: file.path, length: file.byteCount, prefix: Array(prefix.utf8),
            suffix: Array("\r\n--\(boundary)--\r\n".utf8), identity: file.identity)
    }

    /// The request, without any of the service's own headers: the host is another one.
    func request(to host: String) -> HTTPRequest {
        HTTPRequest("POST", host, headers: ["Content-Type": "multipart/form-data; boundary=\(boundary)"], file: body)
    }
}
