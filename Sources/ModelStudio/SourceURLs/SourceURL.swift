/// The addresses under which a result is fetched.
public enum SourceURL {
    /// The URLs to try, best first: a plain-http URL on aliyuncs.com by https before as given.
    ///
    /// An OSS V1 signature covers neither scheme nor host, so it holds for both. Any other URL is tried only as given.
    public static func candidates(_ url: String) -> [String] {
        let scheme = "http://"
        guard url.prefix(scheme.count).lowercased() == scheme else { return [url] }
        let rest = url.dropFirst(scheme.count)
        var host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest[host.endIndex...]
        if host.hasSuffix(":80") { host = host.dropLast(3) }
        let isPlainName = host.utf8.allSatisfy { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ":") }
        guard isPlainName, host.lowercased().hasSuffix(".aliyuncs.com") else { return [url] }
        return ["https://\(host)\(path)", url]
    }
}
