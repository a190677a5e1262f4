public import Failures

/// The base URL of the service.
public enum StudioEndpoint {
    /// Finds the base URL, without a slash at its end.
    ///
    /// - Parameters:
    ///   - region: Where the key and its tasks live.
    ///   - workspaceID: Chooses the workspace's own host instead of the shared one.
    ///   - endpointOverride: An http or https base URL that wins over both, e.g. of a gateway.
    /// - Throws: `studio.bad-endpoint`, `studio.bad-workspace-id` or `studio.workspace-needed`, which stop the run.
    public static func resolve(
        region: StudioRegion, workspaceID: String? = nil, endpointOverride: String? = nil
    ) throws(Failure) -> String {
        if let workspaceID { try validate(workspaceID: workspaceID) }
        if let endpointOverride { return try checked(endpointOverride) }
        if let workspaceID { return "https://\(workspaceID).\(region.id).maas.aliyuncs.com/api/v1" }
        guard let host = region.sharedHost else {
            throw Failure(
                "studio.workspace-needed", "region \(region.rawValue) has no shared host",
                remedy: "set studio.workspaceId to the id on the console's Workspace Details page",
                disposition: .stop(.configuration))
        }
        return "https://\(host)/api/v1"
    }

    /// The rule of the official SDK, `^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`: the id becomes part of a host name.
    private static func validate(workspaceID: String) throws(Failure) {
        let bytes = workspaceID.utf8
        let isValid =
            (1...64).contains(bytes.count) && bytes.first.map(isAlphanumeric) == true
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        guard isValid else {
            throw Failure(
                "studio.bad-workspace-id", "\(ServiceText.quoted(workspaceID)) is not a workspace id",
                remedy: "set studio.workspaceId to 1 to 64 letters, digits, hyphens and underscores",
                disposition: .stop(.configuration))
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func checked(_ endpoint: String) throws(Failure) -> String {
        var base = endpoint[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        let scheme = ["https://", "http://"].first { base.prefix($0.count).lowercased() == $0 }
        let host = base.dropFirst(scheme?.count ?? 0).prefix { $0 != "/" }
        let isPlain = base.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#@".utf8.contains($0) }
        guard scheme != nil, !host.isEmpty, isPlain else {
            throw Failure(
                "studio.bad-endpoint", "the endpoint \(ServiceText.quoted(endpoint)) is not a usable URL",
                remedy: "set studio.endpoint to a URL such as https://gateway.example.com/api/v1",
                disposition: .stop(.configuration))
        }
        return String(base)
    }
}
