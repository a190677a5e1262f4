import Failures
import Settings

/// The CA bundles that the tests name.
private let bundles = ["/etc/ssl/private-ca.pem", "/srv/certs/ca.pem", "/ca.pem"].map { ($0, TextFile(text: "")) }

/// Sources without a real environment or file: `yaml` stands in `/srv/keepreel.yaml`, the current folder's file.
func sources(
    _ yaml: String? = nil, environment: [String: String] = [:], files: [String: TextFile] = [:]
) -> SettingsSources {
    var files = files.merging(bundles) { own, _ in own }
    if let yaml { files["/srv/keepreel.yaml"] = TextFile(text: yaml) }
    return SettingsSources(
        environment: environment, currentDirectory: "/srv", homeDirectory: "/home/reel",
        readFile: { [files] (path) throws(Failure) in files[path] })
}

/// The one problem that a file gives; `nil` if there is another number of them.
func onlyProblem(_ yaml: String) -> SettingsProblem? {
    let problems = Settings.check(from: sources(yaml)).problems
    return problems.count == 1 ? problems.first : nil
}

/// `storage.partSize: 1` as nested YAML.
func yaml(_ path: String, _ value: String) -> String {
    let parts = path.split(separator: ".")
    return "\(parts[0]):\n  \(parts[1]): \(value)\n"
}
