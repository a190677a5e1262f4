// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func support(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    module(name, dependencies, path: "Tests/Support/\(name)")
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")

let package = Package(
    name: "keepreel",
    products: [
        .executable(name: "keepreel", targets: ["keepreel"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        module("Failures"),
        module("Redaction"),
        module("Digests", ["COpenSSL"]),
        module("RequestSigning", ["Digests", "Redaction"]),
        module("Media"),
        module("HTTPTransport", ["CCurl"]),
        module("ObjectStorage", ["CXML2", "Digests", "Failures", "HTTPTransport", "RequestSigning"]),
        module("ModelStudio", ["Failures", "HTTPTransport", "Media", "Redaction"]),
        module("Manifest", ["Failures", grdb]),
        module("Settings", ["Failures", "Redaction", yams]),
        module("Credentials", ["Failures", "Redaction"]),
        module(
            "Archiving",
            [
                "Digests", "Failures", "HTTPTransport", "Manifest", "Media", "ModelStudio", "ObjectStorage",
                "RequestSigning", "Settings",
            ]),
        module(
            "KeepreelCLI",
            [
                "Archiving", "Credentials", "Failures", "HTTPTransport", "Manifest", "ModelStudio", "ObjectStorage",
                "RequestSigning", "Settings", arguments,
            ]),
        .executableTarget(name: "keepreel", dependencies: ["KeepreelCLI"], swiftSettings: strict),

        support("Simulation", ["Digests", "RequestSigning", "Redaction", flyingFox]),
        support("TestServers"),
        .executableTarget(
            name: "keepreel-simulator", dependencies: ["Simulation", arguments],
            path: "Tests/Support/keepreel-simulator", swiftSettings: strict),

        tests("MediaTests", ["Media"]),
        tests("ModelStudioTests", ["ModelStudio", "Failures", "Redaction", "HTTPTransport", "Media"]),
        tests("HTTPTransportTests", ["HTTPTransport"]),
        tests("DigestsTests", ["Digests"]),
        .testTarget(
            name: "RequestSigningTests", dependencies: ["RequestSigning", "Digests", "Redaction"],
            exclude: ["Resources"], swiftSettings: strict),
        tests("SettingsTests", ["Settings", "Failures", "Redaction"]),
        tests("CredentialsTests", ["Credentials", "Failures", "Redaction"]),
        tests("ManifestTests", ["Manifest", "Failures", grdb]),
        tests("LayeringTests", []),
    ],
    swiftLanguageModes: [.v6]
)
