public import FoundationEssentials

/// When a temporary URL dies.
public enum SignedURL {
    /// The expiry a signed URL states itself, in any of its signature versions.
    ///
    /// OSS V1 has `Expires` in Unix seconds; OSS V4 and AWS Signature Version 4 have a UTC date and a count of seconds,
    /// `x-oss-date` and `x-oss-expires`, `X-Amz-Date` and `X-Amz-Expires`.
    /// - Returns: `nil` for a URL without such parameters.
    public static func expiry(_ url: String) -> Date? {
        let parameters = parameters(of: url)
        if let seconds = parameters["expires"].flatMap(Int.init) { return date(seconds) }
        for prefix in ["x-oss-", "x-amz-"] {
            if let signed = parameters[prefix + "date"].flatMap({ CivilTime($0, form: "00000000T000000Z") }),
                let seconds = parameters[prefix + "expires"].flatMap(Int.init), (0...10_000_000).contains(seconds)
            {
                return date(signed.secondsSince1970 + seconds)
            }
        }
        return nil
    }

    /// The time until which a result has to be fetched: the URL's own expiry, else 24 hours after the task ended, else
    /// 24 hours after it was submitted, the two latter less one minute.
    ///
    /// - Returns: `nil` where none of the three is known.
    public static func deadline(url: String, endedAt: Date?, submittedAt: Date?) -> Date? {
        expiry(url) ?? (endedAt ?? submittedAt)?.addingTimeInterval(24 * 3600 - 60)
    }

    /// Names in lower case; of a repeated name the first value.
    private static func parameters(of url: String) -> [String: String] {
        guard let mark = url.firstIndex(of: "?") else { return [:] }
        let query = url[url.index(after: mark)...].prefix { $0 != "#" }
        let pairs = query.split(separator: "&").compactMap { pair -> (String, String)? in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            return (pair[..<equals].lowercased(), String(pair[pair.index(after: equals)...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Up to the end of the year 9999.
    private static func date(_ seconds: Int) -> Date? {
        (1...253_402_300_799).contains(seconds) ? Date(timeIntervalSince1970: Double(seconds)) : nil
    }
}
