import Failures
import Settings
import Testing

@Suite("Key templates")
struct KeyTemplateTests {
    private static let day = CalendarDay(year: 2026, month: 3, day: 7)
    private static let standard = "{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}"

    @Test("the standard template is the one that is documented")
    func standardTemplate() throws {
        #expect(KeyTemplate.standard.description == Self.standard)
        #expect(try KeyTemplate(Self.standard) == .standard)
    }

    @Test(
        "a key is the template with its placeholders filled",
        arguments: [
            (standard, "wan2.2-animate-move", 0, "wan2.2-animate-move/2026/03/07/ab-12.mp4"),
            (standard, "wan2.2-animate-move", 1, "wan2.2-animate-move/2026/03/07/ab-12-1.mp4"),
            (standard, nil, 0, "unknown/2026/03/07/ab-12.mp4"),
            (standard, "", 0, "unknown/2026/03/07/ab-12.mp4"),
            (standard, "..", 0, "unknown/2026/03/07/ab-12.mp4"),
            (standard, "a/b\n{c}é", 0, "a-b--c--/2026/03/07/ab-12.mp4"),
            ("{task_id}", nil, 0, "ab-12"),
            ("{task_id}.{ext}", nil, 0, "ab-12.mp4"),
            ("{task_id}.{ext}", nil, 2, "ab-12-2.mp4"),
            ("v/{task_id}/{index}.{ext}", nil, 2, "v/ab-12/2.mp4"),
            ("{yyyy}{mm}{dd} {task_id}", nil, 0, "20260307 ab-12"),
        ] as [(String, String?, Int, String)])
    func renders(template: String, model: String?, index: Int, key: String) throws {
        let template = try KeyTemplate(template)
        #expect(try template.render(taskID: "ab-12", model: model, day: Self.day, index: index, ext: "mp4") == key)
    }

    @Test("the prefix stands before the key")
    func prefix() throws {
        let key = try KeyTemplate("{task_id}")
            .render(prefix: "a/b", taskID: "id", model: nil, day: Self.day, index: 0, ext: "mp4")
        #expect(key == "a/b/id")
    }

    @Test("a key of 1024 bytes with its prefix is taken, a longer one refused")
    func length() throws {
        let template = try KeyTemplate("{task_id}")
        let render = { (prefix: String) throws(Failure) in
            try template.render(prefix: prefix, taskID: "id", model: nil, day: Self.day, index: 0, ext: "mp4")
        }
        #expect(try render(String(repeating: "é", count: 510) + "x").utf8.count == 1024)
        let failure = #expect(throws: Failure.self) { try render(String(repeating: "é", count: 511)) }
        #expect(failure?.code == "storage.key-invalid")
        #expect(failure?.disposition == .giveUp)
        #expect(failure?.message == "the video has a key above 1024 bytes")
    }

    @Test(
        "a task id or extension that could change the key's shape is refused",
        arguments: [
            ("", "mp4"), ("a/b", "mp4"), ("../x", "mp4"), ("a\nb", "mp4"), (String(repeating: "a", count: 129), "mp4"),
            ("id", ""), ("id", "MP4"), ("id", "mp4/x"), ("id", ".mp4"),
        ])
    func refusesParts(taskID: String, ext: String) {
        let failure = #expect(throws: Failure.self) {
            try KeyTemplate.standard.render(taskID: taskID, model: nil, day: Self.day, index: 0, ext: ext)
        }
        #expect(failure?.code == "storage.key-invalid")
    }

    @Test("a segment that renders to dots is refused")
    func refusesDots() throws {
        let template = try KeyTemplate("{task_id}/x")
        #expect(throws: Failure.self) {
            try template.render(taskID: "..", model: nil, day: Self.day, index: 0, ext: "mp4")
        }
    }

    @Test(
        "a template that makes no safe key is refused, and says why",
        arguments: [
            ("{model}.{ext}", "lacks {task_id}"), ("", "lacks {task_id}"), ("task_id", "lacks {task_id}"),
            ("{task_id", "holds an unpaired brace"), ("task_id}", "holds an unpaired brace"),
            ("{{task_id}}", "holds the unknown placeholder {{task_id}"),
            ("{taskid}", "holds the unknown placeholder {taskid}"),
            ("{task_id}{}", "holds the unknown placeholder {}"),
            ("/{task_id}", "has a template that begins with a slash"),
            ("{task_id}/", "has a template with an empty segment"),
            ("a//{task_id}", "has a template with an empty segment"),
            ("../{task_id}", "has a template with a '.' or '..' segment"),
            ("./{task_id}", "has a template with a '.' or '..' segment"),
            ("a\\{task_id}", "has a template with a backslash or control character"),
            ("a\u{7}{task_id}", "has a template with a backslash or control character"),
        ])
    func refuses(template: String, reason: String) {
        let failure = #expect(throws: Failure.self) { try KeyTemplate(template) }
        #expect(failure?.code == "config.value")
        #expect(failure?.message.hasSuffix(reason) == true)
        #expect(failure?.remedy != nil)
    }

    @Test("a misspelt placeholder gets the nearest", arguments: [("{taskid}", "{task_id}"), ("{modell}", "{model}")])
    func suggests(placeholder: String, near: String) {
        let failure = #expect(throws: Failure.self) { try KeyTemplate("{task_id}/\(placeholder)") }
        #expect(failure?.remedy == "did you mean \(near)?")
    }
}
