import Failures
import HTTPTransport
import SeededRandom
import Testing

@testable import Credentials
@testable import Settings

@Suite("Damaged text files")
struct TextFuzzTests {
    private static let settings = [
        Settings.exampleFile,
        """
        studio: {region: singapore, apiKey: sk-1}
        discover:
          models: [wan2.2-animate-move, "wan2.2-animate-mix"]
          window: 24h
        storage:
          url: s3://bucket/prefix
          endpoint: https://s3.eu-central-1.amazonaws.com
          key: "{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}"
          tags: {a: b}
        transfer:
          partSize: 16MiB
          stallTimeout: 30s
        """,
    ].map { Array($0.utf8) }

    private static let words = [
        "storage:", "studio:", "url:", "key:", "- ", "? ", ": ", "{", "}", "[", "]", "&a ", "*a", "<<: *a", "!!str ",
        "!<x> ", "|\n", ">\n", "---\n",
        "...\n", "%YAML 1.2\n", "\"\\e[31m\"", "\"\\u202e\"", "'", "\"", "\t", "\r\n", "#", "null", "~", "true", "1e9",
        "-1", "99999999999999999999", "GiB",
        "s3://", "oss://", "https://", "@", "../", "{task_id}", "{-index}", "\u{9B}", "\u{202E}", "\u{10FFFD}",
        "\u{FEFF}", "\u{301}", "[default]\n",
        "[profile a]\n", "aws_access_key_id = ", "credential_process = ", ";", "=", "\n  ",
    ]

    @Test("of settings are taken or told of, a line a problem")
    func settings() {
        Fuzzing.run("config", Mutator(samples: Self.settings, words: Self.words)) { input, _ in
            guard let text = String(validating: input, as: UTF8.self) else { return }
            let sources = SettingsSources(
                environment: [:], currentDirectory: "/srv", homeDirectory: "/home/reel",
                readFile: { (path) throws(Failure) in path == "/srv/keepreel.yaml" ? TextFile(text: text) : nil })
            let report = Settings.check(from: sources)
            for problem in report.problems { try Fuzzing.expectOneLine(problem.description, "a problem") }
            let again = Settings.check(from: sources)
            try Fuzzing.expect(again.problems == report.problems, "other problems when read again")
        }
    }

    private static let credentials = [
        """
        [default]
        aws_access_key_id = AKIA
        aws_secret_access_key = secret # comment
        s3 =
          max_concurrent_requests = 20
        [profile "a"]
        credential_process = /bin/keys "a b" 'c' \\"d
        """,
        "[Credentials]\nlanguage=CH\nendpoint=oss-cn-hangzhou.aliyuncs.com\naccessKeyID=id\naccessKeySecret=secret\nstsToken=t",
    ].map { Array($0.utf8) }

    @Test("of credentials hold trimmed values, and commands in the words they were made of")
    func credentials() {
        Fuzzing.run("ini", Mutator(samples: Self.credentials, words: Self.words)) { input, generator in
            let text = String(decoding: input, as: UTF8.self)
            let document = INIDocument(text)
            for (_, values) in document.sections {
                for (name, value) in values {
                    try Fuzzing.expect(name == name.lowercased(), "the name \(name)")
                    try Fuzzing.expect(
                        value.first?.isWhitespace != true && value.last?.isWhitespace != true,
                        "a value with blanks around it")
                }
            }
            // Words in quotation marks come back as they were.
            let words = text.split(separator: "\n").map(String.init)
            // By scalars, as a mark behind an apostrophe makes another character of it.
            let quoted = words.map { word in
                "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
            }.joined(separator: " ")
            try Fuzzing.expect(ShellWords.split(quoted) == words, "other words than \(words)")
            _ = ShellWords.split(text)
        }
    }
}
