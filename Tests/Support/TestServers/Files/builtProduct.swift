import FoundationEssentials

/// The path of an executable of this package, built beside the running tests.
/// - Parameter name: the product's name.
public func builtProduct(_ name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
}
