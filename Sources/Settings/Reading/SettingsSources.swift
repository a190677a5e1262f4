public import Failures
import FoundationEssentials

/// What settings are read from.
public struct SettingsSources: Sendable {
    /// Environment variables.
    public var environment: [String: String]
    /// Absolute path that relative paths are resolved against.
    public var currentDirectory: String
    /// Absolute path that `~` stands for.
    public var homeDirectory: String
    /// Reads a file by its absolute path; `nil` if there is none. A failure's message follows the path: `is a folder`.
    public var readFile: @Sendable (_ path: String) throws(Failure) -> TextFile?

    /// - Parameters:
    ///   - environment: Environment variables.
    ///   - currentDirectory: Absolute path that relative paths are resolved against.
    ///   - homeDirectory: Absolute path that `~` stands for.
    ///   - readFile: Reads a file by its absolute path; `nil` if there is none.
    public init(
        environment: [String: String], currentDirectory: String, homeDirectory: String,
        readFile: @escaping @Sendable (_ path: String) throws(Failure) -> TextFile?
    ) {
        self.environment = environment
        self.currentDirectory = currentDirectory
        self.homeDirectory = homeDirectory
        self.readFile = readFile
    }

    /// This process's environment, folders and files.
    public static func process() -> SettingsSources {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return SettingsSources(
            environment: environment,
            currentDirectory: FileManager.default.currentDirectoryPath,
            homeDirectory: home ?? FileManager.default.homeDirectoryForCurrentUser.path,
            readFile: { (path) throws(Failure) in try TextFile.read(path) })
    }

    var folders: Folders { Folders(home: homeDirectory, current: currentDirectory) }

    /// The variable's value without white space around it; `nil` if it is unset or empty.
    func variable(_ name: String) -> String? {
        guard let value = environment[name]?.trimmed, !value.isEmpty else { return nil }
        return value
    }
}
