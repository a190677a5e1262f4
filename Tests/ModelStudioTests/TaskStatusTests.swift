import ModelStudio
import Testing

@Suite("the task status")
struct TaskStatusTests {
    @Test(
        "is terminal only for the four values that say so",
        arguments: [
            ("PENDING", TaskStatus.pending, false), ("RUNNING", .running, false), ("SUCCEEDED", .succeeded, true),
            ("FAILED", .failed, true), ("CANCELED", .canceled, true), ("UNKNOWN", .unknown, true),
            ("SUSPENDED", .other("SUSPENDED"), false), ("PRE-PROCESSING", .other("PRE-PROCESSING"), false),
            ("POST-PROCESSING", .other("POST-PROCESSING"), false), ("succeeded", .other("succeeded"), false),
            ("", .other(""), false),
        ])
    func meaning(name: String, status: TaskStatus, isTerminal: Bool) {
        #expect(TaskStatus(name: name) == status)
        #expect(status.isTerminal == isTerminal)
        #expect(status.name == name)
    }
}
