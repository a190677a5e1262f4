import Foundation
import Testing

/// SwiftPM builds undeclared imports, so the architecture is kept here: what each module may import.
@Suite("Layering")
struct LayeringTests {
    private static let system: Set<String> = ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"]

    /// From the bottom to the top; a module imports only what stands in its line.
    private static let allowed: [(module: String, imports: Set<String>)] = [
        ("Failures", []),
        ("Redaction", []),
        ("WireFormats", []),
        ("Digests", ["CFolding", "COpenSSL"]),
        ("RequestSigning", ["Digests", "Redaction", "WireFormats"]),
        ("Pacing", []),
        ("ChildProcesses", []),
        ("Media", []),
        ("HTTPTransport", ["CCurl", "Redaction"]),
        ("XMLReading", ["CXML2"]),
        (
            "ObjectStorage",
            [
                "Digests", "Failures", "HTTPTransport", "Pacing", "Redaction", "RequestSigning", "WireFormats",
                "XMLReading",
            ]
        ),
        ("ModelStudio", ["Failures", "HTTPTransport", "Media", "Pacing", "Redaction", "WireFormats"]),
        ("Manifest", ["Failures", "GRDB", "WireFormats"]),
        ("Gallery", ["Digests", "Manifest"]),
        ("Publishing", ["Digests", "Failures", "Gallery", "Manifest", "ObjectStorage", "WireFormats"]),
        ("Suggestions", []),
        ("Settings", ["Failures", "Redaction", "Suggestions", "Yams"]),
        (
            "Credentials",
            [
                "ChildProcesses", "Failures", "HTTPTransport", "Redaction", "RequestSigning", "WireFormats",
                "XMLReading",
            ]
        ),
        ("Notifying", ["ChildProcesses", "Failures", "HTTPTransport"]),
        (
            "Archiving",
            [
                "Digests", "Failures", "HTTPTransport", "Manifest", "Media", "ModelStudio", "ObjectStorage",
                "Redaction", "Settings", "WireFormats",
            ]
        ),
        (
            "Submitting",
            ["Digests", "Failures", "Manifest", "ModelStudio", "Pacing", "Redaction", "Suggestions", "WireFormats"]
        ),
        (
            "Diagnosis",
            ["Digests", "Failures", "HTTPTransport", "Manifest", "ModelStudio", "ObjectStorage", "WireFormats"]
        ),
        (
            "KeepreelCLI",
            [
                "Archiving", "ArgumentParser", "Credentials", "Diagnosis", "Failures", "Gallery", "HTTPTransport",
                "Manifest", "ModelStudio", "Notifying", "ObjectStorage", "Publishing", "Redaction", "RequestSigning",
                "Settings", "Submitting", "Suggestions", "WireFormats",
            ]
        ),
        ("keepreel", ["CMalloc", "KeepreelCLI"]),
    ]

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func files(_ module: String) throws -> [URL] {
        let folder = sources.appending(path: module)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return paths.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }

    private static func imports(_ file: URL) throws -> Set<String> {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let names = lines.compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard let position = words.firstIndex(of: "import"), position <= 2, position + 1 < words.count,
                words[..<position].allSatisfy({
                    ["public", "internal", "private", "@testable"].contains($0) || $0.hasPrefix("@")
                })
            else { return nil }
            return String(words[position + 1])
        }
        return Set(names)
    }

    @Test("every folder of Sources is a module with a line here")
    func complete() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        let libraries: Set = ["CCurl", "CFolding", "CMalloc", "COpenSSL", "CXML2"]
        #expect(Set(folders).subtracting(libraries) == Set(Self.allowed.map(\.module)))
    }

    @Test("modules import only what lies below them", arguments: allowed.map(\.module))
    func imports(module: String) throws {
        let line = try #require(Self.allowed.first { $0.module == module })
        let files = try Self.files(module)
        #expect(!files.isEmpty)
        for file in files {
            let extra = try Self.imports(file).subtracting(line.imports).subtracting(Self.system)
            #expect(extra.isEmpty, "\(file.lastPathComponent) imports \(extra.sorted())")
        }
    }

    @Test("the modules form a DAG: each line names only modules above it in the list")
    func acyclic() {
        var below: Set<String> = [
            "CCurl", "CFolding", "CMalloc", "COpenSSL", "CXML2", "GRDB", "Yams", "ArgumentParser",
        ]
        for (module, imports) in Self.allowed {
            #expect(imports.isSubset(of: below), "\(module)")
            below.insert(module)
        }
    }

    @Test(
        "a C library has one importer",
        arguments: [
            ("CCurl", "HTTPTransport"), ("CFolding", "Digests"), ("COpenSSL", "Digests"), ("CXML2", "XMLReading"),
            ("CMalloc", "keepreel"),
        ])
    func wrappers(library: String, wrapper: String) throws {
        for (module, _) in Self.allowed where module != wrapper {
            for file in try Self.files(module) {
                #expect(try !Self.imports(file).contains(library), "\(file.lastPathComponent)")
            }
        }
    }

    @Test("no source file is longer than 400 lines")
    func fileLength() throws {
        for (module, _) in Self.allowed {
            for file in try Self.files(module) {
                let lines = try String(contentsOf: file, encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 400, "\(file.lastPathComponent)")
            }
        }
    }
}
