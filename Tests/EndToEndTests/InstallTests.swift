import Foundation
import TestServers
import Testing

/// Everything `Scripts/install --service` puts on a machine, put below a directory instead.
@Suite("What is installed", .timeLimit(.minutes(2)))
struct InstallTests {
    private static let units = ["keepreel.service", "keepreel.timer", "keepreel-watch.service"]

    /// Installed once: nothing but the settings test changes it, and that has its own.
    private static let installed = Task {
        let root = try ScratchDirectory("install")
        try await install(in: root, "--service", "--binary", Keepreel.binary)
        return root
    }

    private let root: ScratchDirectory

    init() async throws { root = try await Self.installed.value }

    private static func install(in root: ScratchDirectory, _ arguments: String...) async throws {
        let result = try await runProcess(
            "\(repositoryRoot)/Scripts/install", ["--root", root.path, "--prefix", "/usr/local"] + arguments)
        try #require(result.status == 0, "\(result.errors)")
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: root.path + path), encoding: .utf8)
    }

    private func shell(_ script: String) async throws -> ProcessResult {
        try await runProcess("bash", ["-c", script], workingDirectory: root.path)
    }

    @Test("the man page names every command, option and setting, and man has nothing to warn of")
    func manPage() async throws {
        let page = try await shell("gunzip -c usr/local/share/man/man1/keepreel.1.gz").output
            .replacingOccurrences(of: "\\-", with: "-")
        let help = try await runProcess(Keepreel.binary, ["--experimental-dump-help"]).output
        let names = Set(help.matches(of: /"kind" : "long",\s*"name" : "([a-z-]+)"/).map { "--\($0.1)" })
        #expect(names.count > 30)
        for name in names { #expect(page.contains("\\fB\(name)\\fR"), "\(name)") }
        for command in ["run", "submit", "link", "recover", "config init", "config check"] {
            #expect(page.contains("\n.SS \(command)"), "\(command)")
        }
        let example = try text("/etc/keepreel/config.yaml")
        let settings = example.matches(of: #/\n {2}[#]?([a-zA-Z]+): /#).map { String($0.1) }
        #expect(settings.count > 30)
        for name in settings { #expect(page.contains(".\(name)\\fR"), "\(name)") }
        for status in ["64", "65", "75", "78", "143"] { #expect(page.contains(".B \(status)\n"), "\(status)") }
        #expect(
            page.contains("\n.SS status [\\fItask-id\\fR...]\n") && page.contains("\n.SS link \\fItask-id\\fR...\n"))
        for name in ["AWS_PROFILE", "AWS_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_PROFILE", "TMPDIR"] {
            #expect(page.contains(name), "\(name)")
        }
        let warnings = try await shell(
            "! command -v man >/dev/null || man --warnings -E UTF-8 -l -Tutf8 -Z usr/local/share/man/man1/keepreel.1.gz 2>&1 >/dev/null"
        )
        #expect(warnings.output == "")
    }

    @Test("bash and fish complete files, states, models and the ids of tasks, and show no errors")
    func values() async throws {
        let home = try ScratchDirectory("home")
        try FileManager.default.createDirectory(atPath: home.file("clips"), withIntermediateDirectories: true)
        let path = "\(root.path)/usr/local/bin:/usr/bin:/bin"
        func typed(_ shell: String, _ script: String) async throws -> String {
            let result = try await runProcess(
                shell, ["-c", script], environment: ["HOME": home.path, "PATH": path], workingDirectory: home.path)
            return result.output + result.errors
        }
        // Before there is a manifest, and with settings that are wrong.
        let lines = ["run --config cl", "export -o cl", "submit --image cl", "status --state arc", "link 4f"]
        let bash = """
            source '\(root.path)/usr/local/share/bash-completion/completions/keepreel'
            complete() {
                COMP_WORDS=(keepreel $1); COMP_LINE="keepreel $1"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _keepreel keepreel "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; echo "${COMPREPLY[@]}"
            }
            \(lines.map { "complete '\($0)'" }.joined(separator: "\n"))
            """
        // Fish asks for ids only where somebody types.
        let fish = """
            source '\(root.path)/etc/fish/completions/keepreel.fish'
            \(lines.dropLast().map { "complete -C 'keepreel \($0)' | string replace -r '\\t.*' ''" }.joined(separator: "\n"))
            """
        let hasFish = try await typed("bash", "command -v fish") != ""
        #expect(try await typed("bash", bash) == "clips\nclips\nclips\narchiving archived\n\n")
        if hasFish { #expect(try await typed("fish", fish) == "clips/\nclips/\nclips/\narchiving\narchived\n") }
        #expect(try await typed("bash", "keepreel add 4f2a9c1e 4f2a9c1f 77aa4b0c").hasPrefix("3 added"))
        #expect(try await typed("bash", bash).hasSuffix("\n4f2a9c1f 4f2a9c1e\n"))
    }

    @Test("bash completes commands and options; zsh and fish can read theirs")
    func completions() async throws {
        let bash = try await shell(
            """
            source usr/local/share/bash-completion/completions/keepreel
            COMP_WORDS=(keepreel re); COMP_CWORD=1; _keepreel keepreel re keepreel; echo "${COMPREPLY[@]}"
            COMPREPLY=(); COMP_WORDS=(keepreel run --wat); COMP_CWORD=2; _keepreel keepreel --wat run; echo "${COMPREPLY[@]}"
            """)
        #expect(bash.output == "recover\n--watch\n", "\(bash.errors)")
        let others = try await shell(
            """
            ! command -v zsh >/dev/null || zsh -n usr/local/share/zsh/site-functions/_keepreel
            ! command -v fish >/dev/null || fish -n etc/fish/completions/keepreel.fish
            """)
        #expect(others.output + others.errors == "")
    }

    @Test("the units call keepreel by words it knows, and systemd has nothing to say about them")
    func units() async throws {
        for unit in Self.units where unit.hasSuffix(".service") {
            let unitText = try text("/usr/local/lib/systemd/system/\(unit)")
            let call = try #require(unitText.firstMatch(of: /ExecStart="\/usr\/local\/bin\/keepreel" (.*)/))
            // Without settings a known command ends with 78, an unknown one with 64.
            let result = try await runProcess(
                Keepreel.binary, call.1.split(separator: " ").map(String.init), environment: ["HOME": root.path],
                workingDirectory: root.path)
            #expect(result.status == 78, "\(result.errors)")
            #expect(!unitText.contains("@SANDBOX@"))
            #expect(unitText.contains("\nUser=keepreel\n"))
        }
        let verdict = try await shell(
            """
            command -v systemd-analyze >/dev/null || exit 0
            mkdir verified
            cp usr/local/lib/systemd/system/* verified
            sed -i 's|/usr/local/bin/keepreel|/bin/true|' verified/*
            systemd-analyze verify --man=no verified/*
            """)
        #expect(verdict.output + verdict.errors == "")
    }

    @Test("settings are accepted, not readable by everybody, and left alone by the next installation and by removal")
    func settings() async throws {
        let file = root.file("etc/keepreel/config.yaml")
        let checked = try await runProcess(
            Keepreel.binary, ["config", "check", "--config", file], environment: ["HOME": root.path])
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(try text("/etc/keepreel/config.yaml").contains("path: /var/lib/keepreel/manifest.sqlite"))
        #expect(try await shell("stat -c %a etc/keepreel/config.yaml etc/keepreel/env").output == "640\n640\n")
        let own = try ScratchDirectory("install")
        try FileManager.default.createDirectory(atPath: own.file("etc/keepreel"), withIntermediateDirectories: true)
        try own.write("links: {}\n", to: "etc/keepreel/config.yaml")
        try await Self.install(in: own, "--service", "--binary", Keepreel.binary)
        #expect(try String(contentsOfFile: own.file("etc/keepreel/config.yaml"), encoding: .utf8) == "links: {}\n")
        try await Self.install(in: own, "--uninstall")
        let left = try await runProcess("find", [".", "-type", "f"], workingDirectory: own.path).output
        #expect(Set(left.split(separator: "\n")) == ["./etc/keepreel/config.yaml", "./etc/keepreel/env"])
    }
}
