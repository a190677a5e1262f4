import TestServers
import Testing

/// How `Scripts/install` behaves to who calls it, and over an earlier installation.
@Suite("How it is installed", .timeLimit(.minutes(2)))
struct InstallScriptTests {
    /// With a blank and what sed takes for its own.
    private let root: ScratchDirectory

    init() throws { root = try ScratchDirectory("install a&b") }

    /// - Parameter before: shell commands before it.
    private func install(_ arguments: String..., after before: String = "true") async throws -> ProcessResult {
        let script = "\(before); exec \"$0\" \"$@\""
        return try await runProcess(
            "bash", ["-c", script, "\(repositoryRoot)/Scripts/install", "--root", root.path] + arguments)
    }

    private func shell(_ script: String) async throws -> String {
        let result = try await runProcess("bash", ["-c", script], workingDirectory: root.path)
        return result.output + result.errors
    }

    @Test("a caller's umask says nothing about who may read and start what is installed")
    func umask() async throws {
        let result = try await install("--service", "--binary", Keepreel.binary, after: "umask 077")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            try await shell("find . -type d ! -perm 755 -o -type f ! -perm -444 | sed 1d | sort") == """
                ./etc/keepreel/config.yaml
                ./etc/keepreel/env

                """)
        #expect(try await shell("stat -c %a usr/local/bin/keepreel etc/keepreel/env") == "755\n640\n")
    }

    @Test(
        "what cannot be meant installs nothing",
        arguments: [
            ["--prefix", ""], ["--prefix="], ["--binary", ""], ["--binary", "/nonexistent"], ["--binary", "/bin/true"],
            ["--prefix"], ["--service", "--prefix", "/home/somebody/.local"],
        ])
    func mistakes(_ arguments: [String]) async throws {
        let result = try await runProcess(
            "\(repositoryRoot)/Scripts/install", ["--root", root.path, "--binary", Keepreel.binary] + arguments)
        #expect(result.status == 64, "\(result.output)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(try await shell("find . -type f") == "")
        let live = try await runProcess("\(repositoryRoot)/Scripts/install", ["--root", ""])
        #expect(live.errors == "--root needs a value\n")
        #expect(live.status == 64)
    }

    @Test("an upgrade keeps the units and removes what has no place any more")
    func upgrade() async throws {
        #expect(try await install("--service", "--binary", Keepreel.binary).status == 0)
        _ = try await shell(
            "touch usr/local/bin/keepreel-old; echo /usr/local/bin/keepreel-old >>usr/local/share/keepreel/installed")
        #expect(try await install("--binary", Keepreel.binary).status == 0)
        #expect(try await shell("ls usr/local/bin") == "keepreel\n")
        #expect(try await shell("ls usr/local/lib/systemd/system | wc -l") == "3\n")
        // A machine that leaves out documentation is no reason to stop half-way.
        _ = try await shell("rm -r usr/local/share/doc")
        let removal = try await install("--uninstall")
        #expect(removal.status == 0, "\(removal.errors)")
        #expect(try await shell("find . -type f | sort") == "./etc/keepreel/config.yaml\n./etc/keepreel/env\n")
    }

    @Test("a binary that runs is replaced, also through a folder that is a link")
    func running() async throws {
        _ = try await shell(
            "mkdir -p elsewhere usr/local; ln -s ../../elsewhere usr/local/bin; cp /bin/sleep elsewhere/keepreel")
        let sleep = Task { try await runProcess(root.file("elsewhere/keepreel"), ["2"]) }
        try await Task.sleep(for: .milliseconds(200))
        let result = try await install("--binary", Keepreel.binary)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try await shell("readlink usr/local/bin; elsewhere/keepreel --version").contains("keepreel "))
        #expect(try await sleep.value.status == 0)
    }

    @Test("another prefix: units where systemd looks, with the path of the binary as it is")
    func otherPrefix() async throws {
        #expect(
            try await install("--service", "--prefix", "/opt/r & d 100%", "--binary", Keepreel.binary).status == 0)
        let unit = try await shell("cat etc/systemd/system/keepreel.service")
        #expect(unit.contains("\nExecStart=\"/opt/r & d 100%%/bin/keepreel\" run\n"), "\(unit)")
        let crontab = try await shell("cat opt/*/share/doc/keepreel/examples/crontab")
        #expect(crontab.contains("; exec \"/opt/r & d 100%/bin/keepreel\" run -q\n"), "\(crontab)")
    }

    @Test("the example for cron works as it stands, with the path of cron and the files of that user")
    func cron() async throws {
        let result = try await install("--prefix", "/home/me/.local", "--binary", Keepreel.binary)
        #expect(result.output.contains("fpath=('/home/me/.local/share/zsh/site-functions' $fpath)"))
        let examples = "home/me/.local/share/doc/keepreel/examples"
        #expect(try await shell("grep -rlE '/(etc|var/lib)/keepreel' \(examples)") == "")
        let output = try await shell(
            """
            mkdir -p home/me/.config/keepreel
            cp \(examples)/env home/me/.config/keepreel/env
            line=$(sed -n 's|^\\*/10 \\* \\* \\* \\* *||p' \(examples)/crontab)
            line=${line/\\/home\\/me\\/.local/"$PWD/home/me/.local"}
            env -i HOME="$PWD/home/me" PATH=/usr/bin:/bin sh -c "$line"
            echo $?
            """)
        // Nothing is filled in yet.
        #expect(output.hasPrefix("78\n"), "\(output)")
    }
}
