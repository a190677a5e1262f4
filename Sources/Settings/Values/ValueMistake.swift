import Failures

/// Why a value cannot be taken. Whoever reports it decides whether the value may be shown.
struct ValueMistake: Error, Equatable {
    /// What follows the value, e.g. `is no size`.
    let reason: String
    /// What to do instead; `nil` where naming what is expected says it.
    let remedy: String?

    init(_ reason: String, remedy: String? = nil) {
        self.reason = reason
        self.remedy = remedy
    }

    /// The whole sentence; `nil` stands for a value that must not be shown.
    func message(about value: String?) -> String {
        "\(value.flatMap(shown) ?? "the value") \(reason)"
    }

    /// The mistake as a failure of its own, for values that came from outside a settings file.
    func failure(about text: String, expected: String) -> Failure {
        Failure(
            "config.value", message(about: text), remedy: remedy ?? "write \(expected)",
            disposition: .stop(.configuration))
    }
}
