public import Failures

/// The form of a task id. It becomes part of a URL path and of an object key, so nothing else may pass as one.
public enum TaskID {
    /// Accepts 1 to 128 letters, digits, dots, underscores and hyphens that start with neither a dot nor a hyphen, as options do.
    ///
    /// - Throws: `studio.bad-task-id`, to be given up.
    public static func validate(_ text: String) throws(Failure) {
        let bytes = text.utf8
        guard (1...128).contains(bytes.count), ![UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes.first),
            bytes.allSatisfy(isAllowed)
        else {
            throw Failure(
                "studio.bad-task-id", "\(ServiceText.quoted(text)) is not a task id",
                remedy: "give the task_id as Model Studio returned it", disposition: .giveUp)
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
