/// The environment of a hook: that of keepreel without the keys and settings that are keepreel's own.
enum HookEnvironment {
    private static let prefixes = ["KEEPREEL_", "DASHSCOPE_", "AWS_", "OSS_", "ALIBABA_CLOUD_"]
    /// The service manager listens to keepreel alone.
    private static let names: Set<String> = ["NOTIFY_SOCKET"]

    static func of(_ environment: [String: String]) -> [String: String] {
        environment.filter { name, _ in
            !names.contains(name) && !prefixes.contains(where: name.uppercased().hasPrefix)
        }
    }
}
