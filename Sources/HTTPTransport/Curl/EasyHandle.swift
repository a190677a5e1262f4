import CCurl

/// Owner of one libcurl easy handle, its header list and its error text.
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    /// libcurl writes here while the handle lives, so the memory belongs to the handle.
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    init() throws(TransportError) {
        guard let pointer = curl_easy_init() else { throw TransportError(.badRequest, "libcurl has no memory") }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        headerList = nil
        // This option only stores the pointer and cannot fail.
        _ = ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// What libcurl wrote about the last failure, if anything.
    var errorDetail: String { String(cString: errorText) }

    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(ccurl_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, size value: Int64) throws(TransportError) {
        try check(ccurl_set_off(pointer, option, curl_off_t(value)))
    }

    func set(_ option: CURLoption, _ value: String) throws(TransportError) {
        try check(ccurl_set_string(pointer, option, value))
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(TransportError) {
        try check(ccurl_set_pointer(pointer, option, value))
    }

    /// Sends these field lines; libcurl's own of the same name are replaced.
    ///
    /// - Parameter suppressed: names libcurl would add by itself and must not.
    mutating func setHeaders(_ headers: HTTPHeaders, suppressed: [String]) throws(TransportError) {
        for field in headers.fields {
            guard field.isSendable else {
                throw TransportError(.badRequest, "header \(field.name) holds a control character")
            }
            // "Name;" is libcurl's way to send a field with an empty value.
            try appendHeader(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        for name in suppressed where headers[name] == nil {
            try appendHeader("\(name):")
        }
        try check(ccurl_set_list(pointer, CURLOPT_HTTPHEADER, headerList))
    }

    private mutating func appendHeader(_ line: String) throws(TransportError) {
        guard let list = curl_slist_append(headerList, line) else {
            throw TransportError(.badRequest, "libcurl has no memory")
        }
        headerList = list
    }

    func check(_ code: CURLcode) throws(TransportError) {
        guard code == CURLE_OK else { throw TransportError(code, detail: "") }
    }
}

extension HTTPHeaders.Field {
    /// No control character in name or value: libcurl sends what it is given, line breaks included.
    fileprivate var isSendable: Bool {
        !name.isEmpty && [name, value].allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    }
}
