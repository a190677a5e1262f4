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

/// Release binaries carry the Swift libraries, and neither dead code nor a page of relocations that is written at start; what
/// a run executes lies together (Scripts/order): all in all about 15 MiB less memory a process.
let releaseLinking = LinkerSetting.unsafeFlags(
    [
        "-static-stdlib", "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "-z",
        "-Xlinker", "nostart-stop-gc", "-Xlinker", "--gc-sections", "-Xlinker", "--no-warn-symbol-ordering",
        "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Scripts/support/functions.order",
        // What Foundation's static archives need and do not name by themselves.
        "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
    ], .when(configuration: .release))

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
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        module("Failures"),
        module("Redaction"),
        module("WireFormats"),
        .target(name: "CCarryless"),
        module("Digests", ["CCarryless", "COpenSSL"]),
        module("RequestSigning", ["Digests", "Redaction", "WireFormats"]),
        module("Pacing"),
        module("ChildProcesses"),
        module("Media"),
        module("XMLReading", ["CXML2"]),
        module("HTTPTransport", ["CCurl", "Redaction"]),
        module(
            "ObjectStorage",
            [
                "Digests", "Failures", "HTTPTransport", "Pacing", "Redaction", "RequestSigning", "WireFormats",
                "XMLReading",
            ]),
        module("ModelStudio", ["Failures", "HTTPTransport", "Media", "Pacing", "Redaction", "WireFormats"]),
        module("Manifest", ["Failures", "WireFormats", grdb]),
        .target(
            name: "Gallery", dependencies: ["Digests", "Manifest"], resources: [.embedInCode("Page")],
            swiftSettings: strict),
        module("Publishing", ["Digests", "Failures", "Gallery", "Manifest", "ObjectStorage", "WireFormats"]),
        module("Suggestions"),
        module("Settings", ["Failures", "Redaction", "Suggestions", yams]),
        module(
            "Credentials",
            [
                "ChildProcesses", "Failures", "HTTPTransport", "Redaction", "RequestSigning", "WireFormats",
                "XMLReading",
            ]),
        module("Notifying", ["ChildProcesses", "Failures", "HTTPTransport"]),
        module(
            "Archiving",
            [
                "Digests", "Failures", "HTTPTransport", "Manifest", "Media", "ModelStudio", "ObjectStorage",
                "Redaction", "Settings", "WireFormats",
            ]),
        module(
            "Submitting",
            ["Digests", "Failures", "Manifest", "ModelStudio", "Pacing", "Redaction", "Suggestions", "WireFormats"]),
        module(
            "Diagnosis",
            ["Digests", "Failures", "HTTPTransport", "Manifest", "ModelStudio", "ObjectStorage", "WireFormats"]),
        module(
            "KeepreelCLI",
            [
                "Archiving", "Credentials", "Diagnosis", "Failures", "Gallery", "HTTPTransport", "Manifest",
                "ModelStudio", "Notifying", "ObjectStorage", "Publishing", "Redaction", "RequestSigning", "Settings",
                "Submitting", "Suggestions", "WireFormats", arguments,
            ]),
        .executableTarget(
            name: "keepreel", dependencies: ["CMalloc", "KeepreelCLI"], swiftSettings: strict,
            linkerSettings: [releaseLinking]),

        support("SeededRandom"),
        support("Simulation", ["Digests", "RequestSigning", "Redaction", "SeededRandom", "WireFormats", flyingFox]),
        .target(
            name: "TestServers", dependencies: ["SeededRandom"], path: "Tests/Support/TestServers", exclude: ["Python"],
            swiftSettings: strict),
        support("TestClocks", ["Pacing"]),
        .executableTarget(
            name: "keepreel-simulator", dependencies: ["Simulation", arguments],
            path: "Tests/Support/keepreel-simulator", swiftSettings: strict),

        support("Chaos", ["SeededRandom", "Simulation", "TestServers"]),
        .executableTarget(
            name: "keepreel-chaos", dependencies: ["Chaos", arguments], path: "Tests/Support/keepreel-chaos",
            swiftSettings: strict),

        tests("WireFormatsTests", ["WireFormats"]),
        tests("PacingTests", ["Pacing", "TestClocks"]),
        tests("XMLReadingTests", ["XMLReading", "SeededRandom"]),
        tests("MediaTests", ["Media", "SeededRandom"]),
        tests(
            "ModelStudioTests",
            [
                "ModelStudio", "Failures", "Redaction", "HTTPTransport", "Media", "Pacing", "TestClocks", "TestServers",
            ]),
        tests("HTTPTransportTests", ["HTTPTransport"]),
        tests("DigestsTests", ["Digests", "SeededRandom"]),
        .testTarget(
            name: "RequestSigningTests",
            dependencies: ["RequestSigning", "Digests", "Redaction", "SeededRandom", "WireFormats"],
            exclude: ["Resources"], swiftSettings: strict),
        tests("SuggestionsTests", ["Suggestions"]),
        tests("ChildProcessesTests", ["ChildProcesses", "TestServers"]),
        tests("NotifyingTests", ["Notifying", "ChildProcesses", "Failures", "HTTPTransport", "TestServers"]),
        tests("SettingsTests", ["Settings", "Failures", "Redaction"]),
        .testTarget(
            name: "CredentialsTests",
            dependencies: [
                "ChildProcesses", "Credentials", "Failures", "HTTPTransport", "Redaction", "RequestSigning",
                "SeededRandom", "TestServers",
            ],
            exclude: ["Resources"], swiftSettings: strict),
        tests("GalleryTests", ["Gallery", "Digests", "Manifest", "TestServers"]),
        tests("ManifestTests", ["Manifest", "Failures", "SeededRandom", grdb]),
        .testTarget(
            name: "ObjectStorageTests",
            dependencies: [
                "ObjectStorage", "Digests", "Failures", "HTTPTransport", "Pacing", "Redaction", "RequestSigning",
                "SeededRandom", "TestClocks", "TestServers",
            ],
            exclude: ["Resources"], swiftSettings: strict),
        tests(
            "ArchivingTests",
            [
                "Archiving", "Digests", "Failures", "HTTPTransport", "Manifest", "Media", "ModelStudio",
                "ObjectStorage", "Pacing", "Redaction", "RequestSigning", "Settings", "Simulation", "TestClocks",
                "TestServers",
            ]),
        tests(
            "PublishingTests",
            [
                "Publishing", "Digests", "Failures", "HTTPTransport", "Manifest", "ObjectStorage", "Redaction",
                "RequestSigning", "TestServers",
            ]),
        tests(
            "SubmittingTests",
            [
                "Submitting", "Failures", "HTTPTransport", "Manifest", "ModelStudio", "Pacing", "Redaction",
                "Simulation",
                "TestServers",
            ]),
        tests(
            "DiagnosisTests",
            [
                "Diagnosis", "Digests", "Failures", "HTTPTransport", "Manifest", "ObjectStorage", "Redaction",
                "RequestSigning", "TestServers",
            ]),
        tests(
            "KeepreelCLITests",
            ["KeepreelCLI", "Archiving", "Diagnosis", "Failures", "Manifest", "TestServers", arguments]),
        tests(
            "FuzzTests",
            [
                "Archiving", "Credentials", "Failures", "HTTPTransport", "Media", "ModelStudio", "ObjectStorage",
                "Redaction", "SeededRandom", "Settings", "Submitting", "WireFormats", "XMLReading",
            ]),
        tests("LayeringTests", []),
        .testTarget(
            name: "SupportTests", dependencies: ["Digests", "Simulation", "TestServers", "keepreel-simulator"],
            exclude: ["Resources"], swiftSettings: strict),
        tests(
            "EndToEndTests",
            ["Failures", "Manifest", "SeededRandom", "Settings", "Simulation", "TestServers", "keepreel"]),
        tests("ChaosTests", ["Chaos", "Simulation", "TestServers", "keepreel", "keepreel-chaos"]),
    ],
    swiftLanguageModes: [.v6]
)
