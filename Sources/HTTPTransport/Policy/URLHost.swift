import CCurl

/// What can be known of a URL's host without resolving it: names are another one's to judge, addresses are not.
public enum URLHost {
    /// Whether somebody else, a proxy or a service, may be asked to fetch this URL: its host is neither a private or
    /// reserved address, in whatever spelling, nor this machine's own name.
    public static func mayBePublic(_ url: String) -> Bool {
        guard var host = host(of: url) else { return false }
        if host.hasSuffix(".") {
            // A name with its root. libcurl writes numbers out only where no dot follows them, resolvers do so anyway.
            while host.hasSuffix(".") { host.removeLast() }
            guard let rootless = self.host(of: "http://\(host)/") else { return false }
            host = rootless
        }
        if let address = IPAddress(text: host) { return address.isPublic }
        return host != "localhost" && !host.hasSuffix(".localhost")
    }

    /// The host as libcurl will ask for it: octal, hexadecimal and short IPv4 forms in full, IPv6 without brackets.
    static func host(of url: String) -> String? {
        guard let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        var host: UnsafeMutablePointer<CChar>?
        guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK,
            curl_url_get(handle, CURLUPART_HOST, &host, 0) == CURLUE_OK, let host
        else { return nil }
        defer { curl_free(host) }
        return String(cString: host).lowercased().filter { $0 != "[" && $0 != "]" }
    }
}
